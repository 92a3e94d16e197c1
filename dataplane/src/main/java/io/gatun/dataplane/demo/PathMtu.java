package io.gatun.dataplane.demo;

import java.util.List;

/** Proofs of path MTU discovery and of fragmentation, towards a link with a smaller MTU. */
final class PathMtu {

    /** IPv4 and ICMP echo header before ping's payload. */
    private static final int HEADERS = 28;

    private static final int PACKETS = 5;

    private PathMtu() {}

    static String tooLargeWithDfIsAnswered(Host from, Host to) throws NotProven {
        return Reach.answered(
                from.run(
                        "ping -n -c 1 -W 3 -M do -s %d %s"
                                .formatted(to.mtu() + 1 - HEADERS, to.address())),
                "From %s .*[Ff]rag needed and DF set \\(mtu = %d\\)"
                        .formatted(from.routerAddress(), to.mtu()));
    }

    static String tooLargeWithoutDfArrivesInFragments(Host from, Host to) throws NotProven {
        final Reassembly before = Reassembly.of(to);
        final Outcome ping =
                from.run(
                        "ping -n -c %d -i 0.05 -w 10 -M dont -s %d %s"
                                .formatted(PACKETS, from.mtu() - HEADERS, to.address()));
        final Reassembly after = Reassembly.of(to);
        final long fragments = after.fragments() - before.fragments();
        final long packets = after.packets() - before.packets();
        if (!ping.isSuccess() || packets < PACKETS || fragments != 2 * packets) {
            throw new NotProven(
                    "%d packets put together from %d fragments".formatted(PACKETS, 2 * PACKETS),
                    "%d from %d; ping said: %s"
                            .formatted(packets, fragments, ping.output().strip()));
        }
        return "%d packets of %d bytes arrived as %d fragments"
                .formatted(packets, from.mtu(), fragments);
    }

    /** A host's counts of fragments taken in and of packets put together, from the kernel's MIB. */
    private record Reassembly(long fragments, long packets) {

        static Reassembly of(Host host) {
            final List<String> lines =
                    host.run("cat /proc/net/snmp")
                            .output()
                            .lines()
                            .filter(line -> line.startsWith("Ip:"))
                            .toList();
            final List<String> names = List.of(lines.getFirst().split(" ", -1));
            final List<String> values = List.of(lines.getLast().split(" ", -1));
            return new Reassembly(
                    Long.parseLong(values.get(names.indexOf("ReasmReqds"))),
                    Long.parseLong(values.get(names.indexOf("ReasmOKs"))));
        }
    }
}
