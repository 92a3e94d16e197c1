package io.gatun.dataplane.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table against lists in a map, and the order of what is listed while it changes. */
class RouteTableTest {

    private static final long SEED = 20_261_120;

    private final Rib rib = new Rib();
    private final RouteTable table = rib.table(TableId.MAIN, AddressFamily.INET);

    private static RouteInfo route(long metric, int gateway) {
        return route(0, metric, gateway);
    }

    private static RouteInfo route(int tos, long metric, int gateway) {
        return new RouteInfo(
                RouteType.UNICAST,
                RouteProtocol.STATIC,
                RouteScope.UNIVERSE,
                metric,
                tos,
                Optional.of(IpAddress.parse("10.0.0." + gateway)),
                0,
                Optional.empty(),
                false,
                RouteMetrics.NONE,
                RouteOrigin.ASKED);
    }

    private static Bits bits(String prefix) {
        return Bits.of(IpPrefix.parse(prefix));
    }

    private static List<RouteInfo> chain(RouteTable table, Bits prefix) {
        final List<RouteInfo> chain = new ArrayList<>();
        for (int each = table.first(prefix); each != RouteTable.NONE; each = table.next(each)) {
            chain.add(table.info(each));
        }
        return chain;
    }

    /** What the modes mean, as plainly as can be said. */
    private static final class Model {
        private final Map<Bits, List<RouteInfo>> routes = new TreeMap<>();

        private boolean put(PutMode mode, Bits prefix, RouteInfo route) {
            final List<RouteInfo> here = routes.computeIfAbsent(prefix, _ -> new ArrayList<>());
            final List<RouteInfo> equal =
                    here.stream()
                            .filter(each ->
                                    each.tos() == route.tos() && each.metric() == route.metric())
                            .toList();
            final boolean isRefused =
                    switch (mode) {
                        case CREATE -> !equal.isEmpty();
                        case REPLACE -> equal.indexOf(route) > 0;
                        case CHANGE -> equal.isEmpty() || equal.indexOf(route) > 0;
                        case APPEND, PREPEND -> equal.contains(route);
                    };
            if (!isRefused) {
                store(here, equal, mode, route);
            }
            if (here.isEmpty()) {
                routes.remove(prefix);
            }
            return !isRefused;
        }

        private static void store(
                List<RouteInfo> here, List<RouteInfo> equal, PutMode mode, RouteInfo route) {
            final boolean replaces = mode == PutMode.REPLACE || mode == PutMode.CHANGE;
            if (!equal.isEmpty() && replaces) {
                here.set(here.indexOf(equal.getFirst()), route);
            } else if (mode == PutMode.APPEND) {
                here.add(route);
            } else {
                here.addFirst(route);
            }
            here.sort((a, b) -> Long.compare(place(a), place(b))); // stable
        }

        private static long place(RouteInfo route) {
            return route.metric() - ((long) route.tos() << 32);
        }

        private Bits cover(Bits address, long metric) {
            return routes.entrySet().stream()
                    .filter(each -> each.getKey().covers(address))
                    .filter(each ->
                            each.getValue().stream().anyMatch(route -> route.metric() == metric))
                    .map(Map.Entry::getKey)
                    .max((a, b) -> Integer.compare(a.length(), b.length()))
                    .orElse(null);
        }
    }

    private static Bits randomPrefix(SplittableRandom random, AddressFamily family) {
        final int length = random.nextInt(family.width() + 1);
        final long high = random.nextLong() & 0xC000_0001_8000_0003L;
        final long low = family == AddressFamily.INET ? 0 : random.nextLong() & 3;
        return new Bits(
                high & Ipv6Prefix.highMask(length), low & Ipv6Prefix.lowMask(length), length);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"FIB-27", "FIB-30", "FIB-31", "RT6-04"})
    void randomWalk_agreesWithTheModelAtEveryStep(AddressFamily family) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final RouteTable walked = rib.table(TableId.MAIN, family);
        final Model model = new Model();
        for (int step = 0; step < 20_000; step++) {
            final Bits prefix = randomPrefix(random, family);
            final int tos = family == AddressFamily.INET ? random.nextInt(3) << 3 : 0;
            final RouteInfo route = route(tos, random.nextInt(3), 1 + random.nextInt(3));
            if (random.nextInt(5) < 2) {
                final List<RouteInfo> here = model.routes.getOrDefault(prefix, new ArrayList<>());
                final Optional<RouteInfo> expected =
                        here.stream().filter(each -> each.via().equals(route.via())).findFirst();
                final RouteInfo deleted =
                        walked.delete(prefix, each -> each.via().equals(route.via()));
                assertThat(Optional.ofNullable(deleted))
                        .as("step %d of seed %d", step, SEED)
                        .isEqualTo(expected);
                expected.ifPresent(here::remove);
                if (here.isEmpty()) {
                    model.routes.remove(prefix);
                }
            } else {
                final PutMode mode = PutMode.values()[random.nextInt(PutMode.values().length)];
                final boolean isDone =
                        switch (walked.put(mode, prefix, route)) {
                            case ADDED, REPLACED, SAME -> true;
                            case EXISTS, MISSING -> false;
                        };
                assertThat(isDone)
                        .as("step %d of seed %d", step, SEED)
                        .isEqualTo(model.put(mode, prefix, route));
            }
            assertThat(chain(walked, prefix))
                    .as("step %d of seed %d", step, SEED)
                    .isEqualTo(model.routes.getOrDefault(prefix, List.of()));
            final Bits address =
                    new Bits(prefix.high() | random.nextInt(2), prefix.low(), family.width());
            final int cover = walked.cover(address, each -> each.metric() == route.metric());
            assertThat(cover == PrefixIndex.NONE ? null : walked.prefixes().bits(cover))
                    .as("cover in step %d of seed %d", step, SEED)
                    .isEqualTo(model.cover(address, route.metric()));
        }
        assertThat(walked.size())
                .isEqualTo(model.routes.values().stream().mapToInt(List::size).sum());
        assertThat(listed(new PrefixOrder(walked.prefixes(), Bits.ALL), walked))
                .isEqualTo(List.copyOf(model.routes.keySet()));
        for (final Bits root : model.routes.keySet()) {
            assertThat(listed(new PrefixOrder(walked.prefixes(), root), walked))
                    .as("within %s of seed %d", root, SEED)
                    .isEqualTo(model.routes.keySet().stream().filter(root::covers).toList());
        }
    }

    private static List<Bits> listed(PrefixOrder order, RouteTable table) {
        final List<Bits> listed = new ArrayList<>();
        for (int id = order.next(); id != PrefixIndex.NONE; id = order.next()) {
            listed.add(table.prefixes().bits(id));
        }
        return listed;
    }

    @Test
    void list_goesOnInOrderWhileRoutesComeAndGo() {
        for (String prefix : List.of("10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "172.16.0.0/12")) {
            table.put(PutMode.CREATE, bits(prefix), route(0, 1));
        }
        final PrefixOrder order = new PrefixOrder(table.prefixes(), Bits.ALL);
        assertThat(table.prefixes().bits(order.next())).isEqualTo(bits("10.0.0.0/8"));

        table.delete(bits("10.1.0.0/16"), _ -> true);
        table.delete(bits("172.16.0.0/12"), _ -> true);
        table.put(PutMode.CREATE, bits("9.0.0.0/8"), route(0, 1)); // takes over a number
        table.put(PutMode.CREATE, bits("200.0.0.0/8"), route(0, 1));

        assertThat(listed(order, table)).containsExactly(bits("10.2.0.0/16"));
    }

    @Test
    @Spec("FIB-32")
    void routesThatAreAlike_shareOneSetOfAttributes() {
        for (int i = 0; i < 10_000; i++) {
            table.put(PutMode.CREATE, new Bits((long) i << 40, 0, 24), route(0, 1 + i % 8));
        }
        assertThat(rib.infos()).isEqualTo(8);

        for (int i = 0; i < 10_000; i++) {
            table.delete(new Bits((long) i << 40, 0, 24), _ -> true);
        }
        assertThat(rib.infos()).isZero();
        assertThat(table.size()).isZero();
    }
}
