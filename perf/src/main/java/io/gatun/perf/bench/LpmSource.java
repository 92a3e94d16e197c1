package io.gatun.perf.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * rte_lpm's bulk lookups as a library: they are inline in DPDK's headers, so a peer of a dozen
 * lines is compiled once against the installed ones and kept in the user's cache folder.
 */
final class LpmSource {

    private static final String SOURCE = "lpm_bulk.c";
    private static final Path ROOT = Path.of("/");
    private static final List<String> NEEDED =
            List.of("libdpdk-dev", "gcc", "libc6-dev", "pkg-config");

    private final Console console;
    private final DebianPackages packages;

    LpmSource(Console console) {
        this.console = console;
        this.packages = new DebianPackages(console);
    }

    /** The library, built if it is not there yet. */
    Path library() throws BenchFailure {
        packages.require("rte_lpm", NEEDED);
        final String version = packages.sourceVersion("libdpdk-dev");
        try {
            final byte[] source = source();
            final CRC32 crc = new CRC32();
            crc.update(source);
            final String digest = HexFormat.of().toHexDigits((int) crc.getValue());
            final Path library =
                    L3fwdSource.peersFolder(version).resolve("lpm_bulk-" + digest + ".so");
            if (!Files.exists(library)) {
                build(source, library);
            }
            return library;
        } catch (IOException e) {
            throw new BenchFailure("could not build the peer rte_lpm: " + e, e);
        }
    }

    private void build(byte[] source, Path library) throws IOException, BenchFailure {
        Files.createDirectories(library.getParent());
        final Path folder = Files.createTempDirectory(library.getParent(), "build-");
        try {
            console.say("building rte_lpm's bulk lookups, which are inline in its headers");
            Files.write(folder.resolve(SOURCE), source);
            final Path built = folder.resolve("lpm_bulk.so");
            final List<String> command = new ArrayList<>(List.of("gcc", "-O3", "-march=native"));
            command.addAll(List.of("-shared", "-fPIC", "-o", built.toString()));
            command.addAll(flags());
            command.add(SOURCE);
            ShellCommand.require("build rte_lpm's bulk lookups", folder, command);
            // a new name first: somebody else may look for the library at this moment
            Files.move(built, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(folder);
        }
    }

    private static List<String> flags() throws BenchFailure {
        final String flags =
                ShellCommand.require(
                        "find DPDK's headers", ROOT, List.of("pkg-config", "--cflags", "libdpdk"));
        return Arrays.asList(flags.strip().split("\\s+"));
    }

    private static byte[] source() throws IOException {
        try (InputStream in = LpmSource.class.getResourceAsStream(SOURCE)) {
            return in.readAllBytes();
        }
    }
}
