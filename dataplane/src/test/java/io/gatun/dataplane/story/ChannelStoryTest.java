package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.ManagedRouter;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.TableId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs at a router's socket: their own events, their lists, and one another's changes. */
@Timeout(120)
class ChannelStoryTest {

    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Request BGP =
            new Request.ListRoutes(
                    RouteSelector.builder(TableId.MAIN)
                            .protocol(RouteProtocol.parse("bgp"))
                            .build());

    @TempDir private Path folder;
    private ManagedRouter router;

    @BeforeEach
    void startRouter() throws IOException {
        router = ManagedRouter.of(TwoLans.router(), folder);
    }

    @AfterEach
    void stopRouter() {
        router.close();
        assertThat(router.faults()).isEmpty();
    }

    private ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()), AMPLE);
    }

    /** Keeps what it hears. */
    private static final class Heard implements WatchListener {
        private final List<Event> events = new ArrayList<>();

        @Override
        public void event(Event event) {
            events.add(event);
        }

        @Override
        public void overrun(long lost) {
            throw new AssertionError(lost);
        }
    }

    @Test
    @Spec("NLK-10")
    void whoChangesSomething_hearsItWithWhatTheRouterFilledIn() throws Exception {
        try (ManagementClient client = connect()) {
            final Heard heard = new Heard();
            client.watch(new Request.Watch(Set.of(EventGroup.ROUTE_IPV4), false), heard);
            client.request(add("198.51.100.0/24", via(GATEWAY)), rows -> {});
            while (heard.events.isEmpty()) {
                assertThat(client.hear(AMPLE)).isTrue();
            }

            assertThat(heard.events)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.change()).isEqualTo(Event.Change.NEW);
                        final RouteEntry route = (RouteEntry) event.row();
                        assertThat(route.interfaceName()).contains("east");
                        assertThat(route.protocol()).isEqualTo(RouteProtocol.BOOT);
                        assertThat(route.flags()).contains(RouteFlag.INSTALLED);
                    });
        }
    }

    private static Request all(String gateway, int prefixes) {
        return new Request.PutRoutes(
                PutMode.REPLACE,
                via(gateway).protocol(RouteProtocol.parse("bgp")).build(),
                IntStream.range(0, prefixes)
                        .mapToObj(i -> IpPrefix.parse("20." + i / 256 + "." + i % 256 + ".0/24"))
                        .toList());
    }

    private CompletableFuture<Void> writer(String gateway, int prefixes, AtomicBoolean isOver) {
        return CompletableFuture.runAsync(
                () -> writes(gateway, prefixes, isOver),
                writer -> Thread.ofPlatform().daemon().name("writer").start(writer));
    }

    private void writes(String gateway, int prefixes, AtomicBoolean isOver) {
        try (ManagementClient client = connect()) {
            while (!isOver.get()) {
                final List<RouteTally> tally = new ArrayList<>();
                client.stream(all(gateway, prefixes), RouteTally.class, tally::add);
                assertThat(tally.getFirst().done()).isEqualTo(prefixes);
            }
        } catch (IOException | RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Optional<?>> gateways(List<RouteEntry> routes) {
        return Set.copyOf(routes.stream().<Optional<?>>map(RouteEntry::via).distinct().toList());
    }

    /** Two put the same routes, each by its own gateway: all of them lead one way at any time. */
    @Test
    @Spec("NLK-24")
    void parallelWriters_doNotInterleaveWithinARequest() throws Exception {
        final int fewEnoughForOneReply = 100;
        final AtomicBoolean isOver = new AtomicBoolean();
        try (ManagementClient reader = connect()) {
            reader.request(all(GATEWAY, fewEnoughForOneReply), rows -> {});
            final var one = writer(GATEWAY, fewEnoughForOneReply, isOver);
            final var other = writer(EAST_HOST, fewEnoughForOneReply, isOver);
            final List<Set<Optional<?>>> seen = new ArrayList<>();
            while (seen.size() < 200 || Set.copyOf(seen).size() < 2) {
                final List<RouteEntry> routes = reader.list(BGP, RouteEntry.class);
                assertThat(routes).hasSize(fewEnoughForOneReply);
                assertThat(gateways(routes)).hasSize(1);
                seen.add(gateways(routes));
            }
            isOver.set(true);
            one.get();
            other.get();
        }
    }

    /** Lists of several replies: one that was hit says so, and any other is of one moment. */
    @Test
    @Spec("NLK-12")
    void listDuringChurn_isOfOneMomentOrSaysThatItRaced() throws Exception {
        final int many = 1_000;
        final AtomicBoolean isOver = new AtomicBoolean();
        try (ManagementClient reader = connect()) {
            reader.request(all(GATEWAY, many), rows -> {});
            final var one = writer(GATEWAY, many, isOver);
            final var other = writer(EAST_HOST, many, isOver);
            int raced = 0;
            while (raced < 20) {
                final List<RouteEntry> routes = new ArrayList<>();
                if (reader.stream(BGP, RouteEntry.class, routes::add)) {
                    raced++;
                } else {
                    assertThat(routes).hasSize(many);
                    assertThat(gateways(routes)).hasSize(1);
                }
            }
            isOver.set(true);
            one.get();
            other.get();
            final List<RouteEntry> routes = new ArrayList<>();
            assertThat(reader.stream(BGP, RouteEntry.class, routes::add)).isFalse();
            assertThat(routes).hasSize(many);
            assertThat(gateways(routes)).hasSize(1);
        }
    }

    @Test
    void deletedTwice_isNotFoundTheSecondTime() throws Exception {
        try (ManagementClient client = connect()) {
            client.request(add("198.51.100.0/24", via(GATEWAY)), rows -> {});
            client.request(delete("198.51.100.0/24"), rows -> {});
            assertThat(router.gatun("route delete 198.51.100.0/24").code()).isEqualTo(1);
        }
    }

    @Test
    @Spec("NLK-13")
    void filteredList_isTheListFiltered() {
        final List<String> all = lines("show neighbors");

        assertThat(lines("show neighbors dev east"))
                .isEqualTo(all.stream().filter(line -> line.contains("east")).toList())
                .hasSize(2);
        assertThat(lines("show neighbors dev west family inet state permanent")).hasSize(1);
        assertThat(lines("show addresses dev west")).hasSize(1);
        assertThat(lines("show interfaces name east")).hasSize(1);
        assertThat(lines("show tunables scope east"))
                .isEqualTo(
                        lines("show tunables").stream()
                                .filter(line -> line.contains(" east "))
                                .toList())
                .isNotEmpty();
        assertThat(router.gatun("show drops reason=x").code()).isEqualTo(2);
        assertThat(router.gatun("show drops colour red").err()).contains("'colour'");
    }

    /** Rows of a table without its heading, blanks not counted. */
    private List<String> lines(String command) {
        final ManagedRouter.Result result = router.gatun(command);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")).toList();
    }
}
