package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * DPDK's l3fwd, built once from the distribution's source package of the very version that is
 * installed, and kept in the user's cache folder. apt's own configuration stays untouched: the
 * source lists live beside the build.
 */
final class L3fwdSource {

    private static final List<String> NEEDED =
            List.of("libdpdk-dev", "gcc", "libc6-dev", "make", "pkg-config", "dpkg-dev");

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    /** Virtual devices check no checksums and l3fwd insists on it; it reads none of the results. */
    private static final String OFFLOADS = ".offloads = RTE_ETH_RX_OFFLOAD_CHECKSUM,";

    private static final String NO_OFFLOADS = ".offloads = 0,";

    private final Console console;
    private final DebianPackages packages;

    L3fwdSource(Console console) {
        this.console = console;
        this.packages = new DebianPackages(console);
    }

    /** The program, built if it is not there yet. */
    Path program() throws BenchFailure {
        packages.require("l3fwd", NEEDED);
        final String version = packages.sourceVersion("libdpdk-dev");
        final Path program = peersFolder(version).resolve("l3fwd");
        if (Files.isExecutable(program)) {
            return program;
        }
        try {
            build(version, program);
        } catch (IOException e) {
            throw new BenchFailure("could not build l3fwd in " + program.getParent() + ": " + e, e);
        }
        return program;
    }

    private void build(String version, Path program) throws IOException, BenchFailure {
        Files.createDirectories(program.getParent());
        final Path folder = Files.createTempDirectory(program.getParent(), "build-");
        try {
            console.say("fetching the source package dpdk " + version);
            fetch(version, folder);
            final Path example = exampleFolder(folder);
            clearOffloads(example.resolve("main.c"));
            console.say("building l3fwd");
            ShellCommand.require("build l3fwd", example, List.of("make"));
            // a new name first: somebody else may look for the program at this moment
            final Path built = folder.resolve("l3fwd");
            Files.copy(example.resolve("build").resolve("l3fwd"), built);
            Files.move(built, program, StandardCopyOption.ATOMIC_MOVE);
            console.say("l3fwd is kept in " + program);
        } finally {
            FileTree.delete(folder);
        }
    }

    private static void fetch(String version, Path folder) throws IOException, BenchFailure {
        final Path lists =
                Files.createDirectories(folder.resolve("lists").resolve("partial")).getParent();
        final Path sources = folder.resolve("sources.list");
        Files.writeString(sources, sourceLines(folder));
        final List<String> options =
                List.of(
                        "-o", "Dir::Etc::sourcelist=" + sources,
                        "-o", "Dir::Etc::sourceparts=-",
                        "-o", "Dir::State::lists=" + lists,
                        "-o", "Dir::Cache::pkgcache=",
                        "-o", "Dir::Cache::srcpkgcache=",
                        "-o", "APT::Sandbox::User=root");
        ShellCommand.require(
                "fetch the lists of source packages", folder, aptGet(options, "update"));
        ShellCommand.require(
                "fetch the source of dpdk " + version,
                folder,
                aptGet(options, "source", "--only-source", "dpdk=" + version));
    }

    /** The archives of Debian that this machine takes its packages from, asked for sources. */
    private static String sourceLines(Path folder) throws BenchFailure {
        final String archives =
                ShellCommand.require(
                        "list apt's archives",
                        folder,
                        List.of(
                                "apt-get",
                                "indextargets",
                                "--format",
                                "deb-src [signed-by="
                                        + KEYRING
                                        + "] $(REPO_URI) $(RELEASE) $(COMPONENT)",
                                "Created-By: Packages",
                                "Origin: Debian"));
        if (archives.isBlank()) {
            throw new BenchFailure(
                    "apt knows no archive of Debian to fetch l3fwd's source from; as root: apt-get update");
        }
        return archives.lines().distinct().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> aptGet(List<String> options, String... words) {
        final List<String> command = new ArrayList<>(List.of("apt-get"));
        command.addAll(options);
        command.addAll(List.of(words));
        return command;
    }

    private static Path exampleFolder(Path folder) throws IOException, BenchFailure {
        try (var entries = Files.newDirectoryStream(folder, "dpdk-*")) {
            for (final Path entry : entries) {
                final Path example = entry.resolve("examples").resolve("l3fwd");
                if (Files.isDirectory(example)) {
                    return example;
                }
            }
        }
        throw new BenchFailure("the source package dpdk has no folder examples/l3fwd");
    }

    static void clearOffloads(Path mainFile) throws IOException, BenchFailure {
        final String text = Files.readString(mainFile);
        final int at = text.indexOf(OFFLOADS);
        if (at < 0 || text.indexOf(OFFLOADS, at + 1) >= 0) {
            throw new BenchFailure(
                    mainFile
                            + " does not hold '"
                            + OFFLOADS
                            + "' exactly once; this DPDK's l3fwd is not known here");
        }
        Files.writeString(mainFile, text.replace(OFFLOADS, NO_OFFLOADS));
    }

    /** Where peers built for a version of DPDK are kept. */
    static Path peersFolder(String version) {
        return cacheFolder().resolve("gatun").resolve("peers").resolve(version);
    }

    private static Path cacheFolder() {
        final String set = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
        return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
    }
}
