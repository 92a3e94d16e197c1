package io.gatun.dataplane.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Proofs with ping and traceroute: who reaches whom, and through whom. */
final class Reach {

    private static final int PACKETS = 20;
    private static final int TTL_BEHIND_ONE_ROUTER = 63;
    private static final Set<Integer> FIRST_PACKETS =
            IntStream.rangeClosed(1, PACKETS).boxed().collect(Collectors.toSet());
    private static final Pattern AVERAGE = Pattern.compile("= [\\d.]+/([\\d.]+)/");
    private static final Pattern REPLY = Pattern.compile("icmp_seq=(\\d+) ttl=(\\d+) ");

    private Reach() {}

    static String pingWithoutLoss(Direction way) throws NotProven {
        // with -w, ping waits for the replies; without, for two round trips after the last request
        final String output =
                way.from()
                        .run(
                                "ping %s -n -c %d -w 10 -i 0.05 -t 64 %s"
                                        .formatted(way.option(), PACKETS, way.destination()))
                        .output();
        final Map<Integer, Integer> ttls =
                REPLY.matcher(output)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        reply -> Integer.parseInt(reply.group(1)),
                                        reply -> Integer.parseInt(reply.group(2)),
                                        Math::min,
                                        TreeMap::new));
        if (!ttls.keySet().equals(FIRST_PACKETS)) {
            throw new NotProven(
                    "replies to 1 to %d".formatted(PACKETS),
                    "replies to %s: %s".formatted(ttls.keySet(), output.strip()));
        }
        if (!Set.copyOf(ttls.values()).equals(Set.of(TTL_BEHIND_ONE_ROUTER))) {
            throw new NotProven("replies with TTL " + TTL_BEHIND_ONE_ROUTER, output.strip());
        }
        final Matcher average = AVERAGE.matcher(output);
        return "%1$d of %1$d answered, TTL %2$d, %3$s ms on average"
                .formatted(PACKETS, TTL_BEHIND_ONE_ROUTER, average.find() ? average.group(1) : "?");
    }

    static String routerIsAHop(Direction way) throws NotProven {
        final String output =
                way.from()
                        .run(
                                "traceroute %s -n -q 1 -w 3 -m 4 %s"
                                        .formatted(way.option(), way.destination()))
                        .output();
        final var hops =
                output.lines().skip(1).map(line -> line.strip().split("\\s+", -1)[1]).toList();
        final var expected = List.of(way.router(), way.destination());
        if (!hops.equals(expected)) {
            throw new NotProven("hops " + String.join(", ", expected), output.strip());
        }
        return String.join(", ", hops);
    }

    static String ttlOfOneEndsAtTheRouter(Direction way) throws NotProven {
        return answered(
                way.from()
                        .run(
                                "ping %s -n -c 1 -W 3 -t 1 %s"
                                        .formatted(way.option(), way.destination())),
                "From %s .*%s"
                        .formatted(
                                way.router(),
                                switch (way.family()) {
                                    case IPV4 -> "Time to live exceeded";
                                    case IPV6 -> "Time exceeded: Hop limit";
                                }));
    }

    static String unreachableHostIsToldOf(Direction way) throws NotProven {
        return answered(
                way.from().run("ping %s -n -c 1 -W 10 %s".formatted(way.option(), way.vacant())),
                "From %s .*%s"
                        .formatted(
                                way.router(),
                                switch (way.family()) {
                                    case IPV4 -> "Destination Host Unreachable";
                                    case IPV6 -> "Destination unreachable: Address unreachable";
                                }));
    }

    /** The line of ping's output that matches a pattern. */
    static String answered(Outcome ping, String pattern) throws NotProven {
        final Matcher line = Pattern.compile(pattern).matcher(ping.output());
        if (!line.find()) {
            throw new NotProven("a line like '%s'".formatted(pattern), ping.output().strip());
        }
        return line.group();
    }
}
