package io.gatun.dataplane.demo;

import io.gatun.dataplane.table.Family;
import java.util.List;

/** Proofs of path MTU discovery and of fragmentation, towards a link with a smaller MTU. */
final class PathMtu {

    /** Of an ICMP echo, before ping's payload. */
    private static final int ECHO_HEADER = 8;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    private static final int PACKETS = 5;

    private PathMtu() {}

    /** Of IPv4, with DF; no router cuts IPv6. */
    static String tooLargeIsAnswered(Direction way) throws NotProven {
        final int mtu = way.to().mtu();
        return Reach.answered(
                way.from()
                        .run(
                                "ping %s -n -c 1 -W 3 -M do -s %d %s"
                                        .formatted(
                                                way.option(),
                                                payload(way.family(), mtu + 1),
                                                way.destination())),
                switch (way.family()) {
                    case IPV4 ->
                            "From %s .*[Ff]rag needed and DF set \\(mtu = %d\\)"
                                    .formatted(way.router(), mtu);
                    case IPV6 -> "From %s .*Packet too big: mtu=%d".formatted(way.router(), mtu);
                });
    }

    /** What ping is to send so that the packet is this long. */
    private static int payload(Family family, int packet) {
        return packet
                - ECHO_HEADER
                - switch (family) {
                    case IPV4 -> IPV4_HEADER;
                    case IPV6 -> IPV6_HEADER;
                };
    }

    static String tooLargeWithoutDfArrivesInFragments(Direction way) throws NotProven {
        final Host from = way.from();
        final Host to = way.to();
        final Reassembly before = Reassembly.of(to);
        final Outcome ping =
                from.run(
                        "ping -n -c %d -i 0.05 -w 10 -M dont -s %d %s"
                                .formatted(
                                        PACKETS,
                                        payload(way.family(), from.mtu()),
                                        way.destination()));
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
