package io.gatun.dpdk.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * DPDK's shared libraries, opened once per process by their SONAME. Drivers are plug-ins that name
 * the same SONAMEs, so the dynamic loader gives them these very libraries.
 */
public final class DpdkLibraries {

    private static final String CURE = "install DPDK: apt-get install dpdk";
    private static DpdkLibraries opened;

    private final DpdkVersion version;
    private final SymbolLookup symbols;

    private DpdkLibraries(DpdkVersion version, SymbolLookup symbols) {
        this.version = version;
        this.symbols = symbols;
    }

    /** Opens the libraries on first use; a missing or unknown DPDK is refused with its name. */
    public static synchronized DpdkLibraries open() {
        if (opened == null) {
            opened = load();
        }
        return opened;
    }

    public DpdkVersion version() {
        return version;
    }

    /**
     * Address of an exported symbol. For a thread-local one it is the calling thread's own, so
     * callers must not keep it.
     */
    MemorySegment symbol(String name) {
        return symbols.find(name)
                .orElseThrow(() ->
                        new NativeAccessException(
                                "DPDK %s has no symbol %s in librte_{eal,mempool,mbuf,ethdev}; %s"
                                        .formatted(version, name, CURE)));
    }

    /** A symbol of a library that not every program needs, opened on first use: {@code fib}. */
    MemorySegment symbol(String library, String name) {
        return library(library, version.abi())
                .orElseThrow(() -> missing("librte_%s.so.%d".formatted(library, version.abi())))
                .find(name)
                .orElseThrow(() ->
                        new NativeAccessException(
                                "DPDK %s has no symbol %s in librte_%s; %s"
                                        .formatted(version, name, library, CURE)));
    }

    private static DpdkLibraries load() {
        String arch = System.getProperty("os.arch");
        if (!arch.equals("amd64")) {
            throw new NativeAccessException(
                    "processor %s is not known to these bindings (known: amd64)".formatted(arch));
        }
        int abi =
                abis().filter(candidate -> library("eal", candidate).isPresent())
                        .findFirst()
                        .orElseThrow(() -> missing("librte_eal.so.25, .24 or .23"));
        SymbolLookup eal = library("eal", abi).orElseThrow();
        var version = DpdkVersion.parse(versionWords(eal));
        SymbolLookup all = eal;
        for (String name : new String[] {"mempool", "mbuf", "ethdev"}) {
            all =
                    all.or(
                            library(name, abi)
                                    .orElseThrow(
                                            () -> missing("librte_%s.so.%d".formatted(name, abi))));
        }
        return new DpdkLibraries(version, all);
    }

    /** Known ABIs, newest first, then others, only so that an unknown release is told by name. */
    private static Stream<Integer> abis() {
        return Stream.concat(DpdkVersion.abis().stream(), IntStream.range(20, 40).boxed());
    }

    @SuppressWarnings("restricted") // opens a library: the purpose of this class
    private static Optional<SymbolLookup> library(String name, int abi) {
        try {
            return Optional.of(
                    SymbolLookup.libraryLookup(
                            "librte_%s.so.%d".formatted(name, abi), Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String versionWords(SymbolLookup eal) {
        MemorySegment function =
                eal.find("rte_version").orElseThrow(() -> missing("rte_version in librte_eal"));
        var handle = Downcalls.bound(function, long.class);
        try {
            return NativeMemory.getString((long) handle.invokeExact());
        } catch (Throwable e) {
            throw new AssertionError("rte_version does not fit its descriptor", e);
        }
    }

    private static NativeAccessException missing(String what) {
        return new NativeAccessException("%s was not found; %s".formatted(what, CURE));
    }
}
