package io.gatun.dpdk.ffm;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A DPDK release as {@code rte_version()} names it; year and month fix the layout of structs. */
public record DpdkVersion(int year, int month, String patch) {

    /** Releases whose layouts are written down here, with the ABI number of their libraries. */
    private enum Known {
        V22_11("22.11", 23),
        V23_11("23.11", 24),
        V24_11("24.11", 25);

        private final String release;
        private final int abi;

        Known(String release, int abi) {
            this.release = release;
            this.abi = abi;
        }
    }

    private static final Pattern FORM = Pattern.compile("DPDK (\\d+)\\.(\\d+)(.*)");

    /** Parses {@code DPDK 22.11.11}; refuses a release that these bindings do not know. */
    public static DpdkVersion parse(String words) {
        var matcher = FORM.matcher(words);
        if (!matcher.matches()) {
            throw new NativeAccessException(
                    "rte_version() says '%s', not 'DPDK <year>.<month>'".formatted(words));
        }
        var version =
                new DpdkVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3));
        if (!releases().contains(version.release())) {
            throw new NativeAccessException(
                    "DPDK %s is not known to these bindings (known: %s); its burst table may lie elsewhere"
                            .formatted(version.release(), String.join(", ", releases())));
        }
        return version;
    }

    /** The releases with a layout, oldest first. */
    public static List<String> releases() {
        return Arrays.stream(Known.values()).map(known -> known.release).toList();
    }

    /** ABI numbers of the known releases, newest first: the {@code 25} of {@code .so.25}. */
    static List<Integer> abis() {
        return Arrays.stream(Known.values()).map(known -> known.abi).toList().reversed();
    }

    /** ABI number of this release's libraries: the {@code 23} of {@code .so.23}. */
    int abi() {
        return Known.values()[releases().indexOf(release())].abi;
    }

    /** Year and month, for example {@code 22.11}. */
    public String release() {
        return "%d.%02d".formatted(year, month);
    }

    @Override
    public String toString() {
        return release() + patch;
    }
}
