package io.gatun.dataplane.demo;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proofs with ping and traceroute: who reaches whom, and through whom. */
final class Reach {

    private static final int PACKETS = 20;
    private static final int TTL_BEHIND_ONE_ROUTER = 63;
    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final Pattern AVERAGE = Pattern.compile("= [\\d.]+/([\\d.]+)/");
    private static final Pattern REPLY_TTL = Pattern.compile(" ttl=(\\d+) ");

    private Reach() {}

    static String pingWithoutLoss(Host from, Host to) throws NotProven {
        final String output =
                from.run("ping -n -c %d -i 0.05 -t 64 %s".formatted(PACKETS, to.address()))
                        .output();
        final Matcher summary = SUMMARY.matcher(output);
        if (!summary.find() || Integer.parseInt(summary.group(2)) != PACKETS) {
            throw new NotProven("%d of %d answered".formatted(PACKETS, PACKETS), output.strip());
        }
        final boolean oneHopLess =
                REPLY_TTL
                        .matcher(output)
                        .results()
                        .allMatch(
                                reply -> Integer.parseInt(reply.group(1)) == TTL_BEHIND_ONE_ROUTER);
        if (!oneHopLess) {
            throw new NotProven("replies with TTL " + TTL_BEHIND_ONE_ROUTER, output.strip());
        }
        final Matcher average = AVERAGE.matcher(output);
        return "%d of %d answered, TTL %d, %s ms on average"
                .formatted(
                        PACKETS,
                        PACKETS,
                        TTL_BEHIND_ONE_ROUTER,
                        average.find() ? average.group(1) : "?");
    }

    static String routerIsAHop(Host from, Host to) throws NotProven {
        final String output = from.run("traceroute -n -q 1 -w 3 -m 4 " + to.address()).output();
        final var hops =
                output.lines().skip(1).map(line -> line.strip().split("\\s+", -1)[1]).toList();
        final var expected = List.of(from.routerAddress(), to.address());
        if (!hops.equals(expected)) {
            throw new NotProven("hops " + String.join(", ", expected), output.strip());
        }
        return String.join(", ", hops);
    }

    static String ttlOfOneEndsAtTheRouter(Host from, Host to) throws NotProven {
        return answered(
                from.run("ping -n -c 1 -W 3 -t 1 " + to.address()),
                "From %s .*Time to live exceeded".formatted(from.routerAddress()));
    }

    static String unreachableHostIsToldOf(Host from, Host to) throws NotProven {
        return answered(
                from.run("ping -n -c 1 -W 10 " + to.vacantAddress()),
                "From %s .*Destination Host Unreachable".formatted(from.routerAddress()));
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
