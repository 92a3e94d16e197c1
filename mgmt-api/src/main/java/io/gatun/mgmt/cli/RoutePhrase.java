package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A route in the words and the order of ip-route(8): {@code [TYPE] PREFIX [WORD VALUE]...}.
 *
 * <p>"default" is of the family that -4 or -6 says, or else that of the next hop.
 */
final class RoutePhrase {

    /** Metrics that are kept for transport protocols, under their names. */
    private static final List<String> OTHER_METRICS =
            List.of(
                    "advmss",
                    "window",
                    "rtt",
                    "rttvar",
                    "rto_min",
                    "reordering",
                    "ssthresh",
                    "cwnd",
                    "initcwnd",
                    "initrwnd",
                    "quickack");

    static final List<String> WORDS =
            List.of(
                    "via",
                    "dev",
                    "metric",
                    "proto",
                    "table",
                    "scope",
                    "src",
                    "onlink",
                    "mtu",
                    "hoplimit",
                    "tos",
                    "from",
                    "advmss",
                    "window",
                    "rtt",
                    "rttvar",
                    "rto_min",
                    "reordering",
                    "ssthresh",
                    "cwnd",
                    "initcwnd",
                    "initrwnd",
                    "quickack");

    static final long MOST_METRIC = 0xFFFF_FFFFL;
    private static final int MOST_MTU = 65_535;
    private static final int MOST_HOPLIMIT = 255;

    private final WordReader words;
    private final Optional<AddressFamily> family;
    private final Map<String, Long> others = new TreeMap<>();
    private final RouteAttributes.Builder attributes = RouteAttributes.builder();
    private OptionalInt mtu = OptionalInt.empty();
    private boolean mtuLock;
    private OptionalInt hoplimit = OptionalInt.empty();

    /** What the words mean. */
    record Route(IpPrefix prefix, RouteAttributes attributes) {}

    private RoutePhrase(WordReader words, Optional<AddressFamily> family) {
        this.words = words;
        this.family = family;
    }

    static Route read(WordReader words, Optional<AddressFamily> family) {
        return new RoutePhrase(words, family).read();
    }

    private Route read() {
        type(words).ifPresent(attributes::type);
        words.takes("to");
        if (!words.hasNext()) {
            throw words.flaw("the prefix of the route is missing, such as 192.0.2.0/24");
        }
        final Optional<IpPrefix> written = prefix(words, family);
        while (words.hasNext()) {
            readAttribute(words.next());
        }
        final RouteAttributes all =
                attributes.metrics(new RouteMetrics(mtu, mtuLock, hoplimit, others)).build();
        return new Route(written.orElseGet(() -> everything(all)), all);
    }

    /** The type where one stands in front. */
    static Optional<RouteType> type(WordReader words) {
        for (final RouteType type : RouteType.values()) {
            if (words.takes(Words.of(type))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The prefix that is the next word; nothing for "default". */
    static Optional<IpPrefix> prefix(WordReader words, Optional<AddressFamily> family) {
        if (words.takes(PrefixWord.DEFAULT)) {
            return Optional.empty();
        }
        final String word = words.peek();
        if (!PrefixWord.isLike(word)) {
            throw words.unknown(
                    "'" + word + "' is neither a prefix nor a type of route",
                    word,
                    typesAndDefault());
        }
        final IpPrefix prefix = words.value("prefix", PrefixWord::parse);
        if (family.isPresent() && family.get() != AddressFamily.of(prefix.network())) {
            throw words.flaw("prefix " + prefix + " is not of the family that was asked for");
        }
        return Optional.of(prefix);
    }

    private static List<String> typesAndDefault() {
        final List<String> all = new ArrayList<>(Words.all(RouteType.class));
        all.add(PrefixWord.DEFAULT);
        return all;
    }

    private IpPrefix everything(RouteAttributes all) {
        return PrefixWord.all(family.or(() -> all.via().or(all::prefsrc).map(AddressFamily::of)));
    }

    private void readAttribute(String word) {
        switch (word) {
            case "via" -> attributes.via(via(words));
            case "dev", "oif" -> attributes.interfaceName(words.text(word));
            case "metric", "priority", "preference" ->
                    attributes.metric(words.number(word, 0, MOST_METRIC));
            case "proto", "protocol" ->
                    attributes.protocol(words.value(word, RouteProtocol::parse));
            case "table" -> attributes.table(words.value(word, TableId::parse));
            case "scope" -> attributes.scope(scope(words));
            case "src" -> attributes.prefsrc(words.value(word, IpAddress::parse));
            case "onlink" -> attributes.onlink(true);
            case "tos", "dsfield" -> attributes.tos(words.tos(word));
            case "from" -> attributes.from(words.value(word, PrefixWord::parse));
            case "mtu" -> {
                mtuLock = words.takes("lock");
                mtu = OptionalInt.of((int) words.number(word, 0, MOST_MTU));
            }
            case "hoplimit" ->
                    hoplimit = OptionalInt.of((int) words.number(word, 0, MOST_HOPLIMIT));
            default -> {
                if (!OTHER_METRICS.contains(word)) {
                    throw words.unknown("'" + word + "' is no word of a route", word, WORDS);
                }
                others.put(word, words.number(word, 0, MOST_METRIC));
            }
        }
    }

    /** An address, with or without its family in front. */
    static IpAddress via(WordReader words) {
        final boolean isNamed = words.takes("inet") || words.takes("inet6");
        return words.value(isNamed ? "via, after its family," : "via", IpAddress::parse);
    }

    /** A scope, also by the names of ip-route(8) that differ. */
    static RouteScope scope(WordReader words) {
        return words.takes("global")
                ? RouteScope.UNIVERSE
                : words.choice("scope", RouteScope.class);
    }
}
