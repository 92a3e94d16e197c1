package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.port;
import static io.gatun.dataplane.testkit.Part.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.table.Tables;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.model.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A thread that reads tables while configurations change meets one of them, whole. */
class OneSwitchTest {

    private static final int ROUTES = 200;
    private static final int COMMITS = 300;

    private static RouterConfiguration through(String gateway, int mtu) {
        final List<Part> parts = new ArrayList<>();
        parts.add(port("west"));
        parts.add(port("east"));
        parts.add(iface("west", "10.0.0.1/24").mtu(mtu));
        parts.add(iface("east", "10.0.1.1/24").mtu(mtu));
        parts.add(neighbor("west", "10.0.0.2", "02:00:00:00:00:02"));
        parts.add(neighbor("east", "10.0.1.2", "02:00:00:00:00:09"));
        for (int i = 0; i < ROUTES; i++) {
            parts.add(route("198.51." + i + ".0/24", gateway));
        }
        return TestRouter.configuration(parts.toArray(Part[]::new));
    }

    /** By which interface an address is left for, and the MTU there. */
    private static long way(Tables tables, int address) {
        final int adjacency = tables.fib4().lookup(address);
        return (long) tables.adjacencies().interfaceIndex(adjacency) << Integer.SIZE
                | tables.adjacencies().mtu(adjacency);
    }

    @Test
    @Spec("NLK-24")
    void reader_neverMeetsHalfOfAChange() throws Exception {
        final RouterConfiguration west = through("10.0.0.2", 1400);
        final RouterConfiguration east = through("10.0.1.2", 1500);
        final TestRouter router = TestRouter.of(west);
        final AtomicBoolean isOver = new AtomicBoolean();
        final CompletableFuture<List<String>> reader =
                CompletableFuture.supplyAsync(() -> read(router, isOver));

        for (int i = 0; i < COMMITS; i++) {
            router.applies(i % 2 == 0 ? east : west);
        }
        isOver.set(true);

        assertThat(reader.get()).isEmpty();
    }

    /** What was not as one of the two configurations has it. */
    private static List<String> read(TestRouter router, AtomicBoolean isOver) {
        final List<String> halves = new ArrayList<>();
        final int first = Ipv4Address.parse("198.51.0.7").bits();
        while (!isOver.get()) {
            final Tables tables = router.router().control().tables();
            final long all = way(tables, first);
            for (int i = 1; i < ROUTES; i++) {
                final long each = way(tables, first + (i << Byte.SIZE));
                if (each != all && halves.size() < 5) {
                    halves.add("route 0 %x, route %d %x".formatted(all, i, each));
                }
            }
        }
        return halves;
    }
}
