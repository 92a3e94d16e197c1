package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Routes as people read them. */
final class RouteText {

    static final String[] HEADINGS = {
        "prefix",
        "type",
        "via",
        "interface",
        "table",
        "protocol",
        "scope",
        "metric",
        "source",
        "mtu",
        "flags",
        "state"
    };

    private static final String NOTHING = "-";

    /** The few sets of flags there are, in words. */
    private static final Map<Set<RouteFlag>, String> STATES = new ConcurrentHashMap<>();

    private RouteText() {}

    static Object[] cells(RouteEntry route) {
        return new Object[] {
            route.tos() == 0 ? route.prefix() : route.prefix() + " tos " + tos(route.tos()),
            Words.of(route.type()),
            route.via().map(via -> via + (route.onlink() ? " onlink" : "")).orElse(NOTHING),
            route.interfaceName().orElse(NOTHING),
            route.table(),
            route.protocol(),
            Words.of(route.scope()),
            route.metric(),
            route.prefsrc().map(IpAddress::toString).orElse(NOTHING),
            mtu(route),
            route.letters(),
            STATES.computeIfAbsent(route.flags(), RouteText::state)
        };
    }

    /** As ip-route(8) reads and writes it. */
    static String tos(int tos) {
        return String.format(Locale.ROOT, "0x%02x", tos);
    }

    private static String state(Set<RouteFlag> flags) {
        return flags.isEmpty()
                ? NOTHING
                : flags.stream()
                        .map(RouteFlag::name)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
    }

    private static String mtu(RouteEntry route) {
        return route.metrics().mtu().isEmpty()
                ? NOTHING
                : (route.metrics().mtuLock() ? "lock " : "") + route.metrics().mtu().getAsInt();
    }

    /** The first line is that of {@code ip route get}; those below say why. */
    static String explain(RouteAnswer answer) {
        final StringBuilder text = new StringBuilder();
        if (answer.type() != RouteType.UNICAST) {
            text.append(Words.of(answer.type())).append(' ');
        }
        text.append(answer.destination());
        append(text, " via ", answer.via());
        append(text, " dev ", answer.interfaceName());
        append(text, " src ", answer.source());
        text.append("\n  route     ").append(answer.prefix());
        text.append(" table ").append(answer.table());
        text.append(" proto ").append(answer.protocol());
        text.append(" scope ").append(Words.of(answer.scope()));
        text.append(" metric ").append(answer.metric());
        if (answer.tos() != 0) {
            text.append(" tos ").append(tos(answer.tos()));
        }
        answer.mtu().ifPresent(mtu -> text.append("\n  mtu       ").append(mtu));
        answer.neighbor().ifPresent(hop -> text.append("\n  neighbor  ").append(neighbor(hop)));
        answer.drop().ifPresent(drop -> text.append("\n  dropped   ").append(drop));
        return text.toString();
    }

    private static void append(StringBuilder text, String word, Optional<?> value) {
        value.ifPresent(present -> text.append(word).append(present));
    }

    private static String neighbor(RouteAnswer.Hop hop) {
        return hop.address()
                + " "
                + hop.mac().map(MacAddress::toString).orElse("without a MAC address yet")
                + " "
                + hop.state();
    }
}
