package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouteConfiguration;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Routes of a configuration in the words of ip-route(8). */
final class RouteWords {

    private RouteWords() {}

    /** What tells it from every other route of the configuration. */
    static String key(RouteConfiguration route) {
        final OptionalInt tos = route.attributes().tos();
        return route.prefix()
                + (tos.isPresent() ? " tos " + tos(tos.getAsInt()) : "")
                + place(route.attributes().table(), route.attributes().metric());
    }

    /** As ip-route(8) reads and writes it. */
    static String tos(int tos) {
        return String.format(Locale.ROOT, "0x%02x", tos);
    }

    static String place(TableId table, OptionalLong metric) {
        return (table.equals(TableId.MAIN) ? "" : " table " + table)
                + (metric.isPresent() ? " metric " + metric.getAsLong() : "");
    }

    /** All that the key does not say. */
    static String of(RouteConfiguration route) {
        final RouteAttributes asked = route.attributes();
        final StringBuilder text = new StringBuilder();
        if (asked.type() != RouteType.UNICAST) {
            text.append(' ').append(word(asked.type()));
        }
        append(text, "via", asked.via());
        append(text, "dev", asked.interfaceName());
        if (!asked.protocol().equals(RouteProtocol.STATIC)) {
            append(text, "proto", Optional.of(asked.protocol()));
        }
        append(text, "scope", asked.scope().map(RouteWords::word));
        append(text, "src", asked.prefsrc());
        if (asked.metrics().mtu().isPresent()) {
            text.append(asked.metrics().mtuLock() ? " mtu lock " : " mtu ");
            text.append(asked.metrics().mtu().getAsInt());
        }
        asked.metrics().hoplimit().ifPresent(most -> text.append(" hoplimit ").append(most));
        if (asked.onlink()) {
            text.append(" onlink");
        }
        return text.toString().strip();
    }

    private static void append(StringBuilder text, String word, Optional<?> value) {
        value.ifPresent(present -> text.append(' ').append(word).append(' ').append(present));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
