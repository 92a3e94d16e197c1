package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.SeekingIterator;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What touches all of many routes is done little by little, and control goes on meanwhile. */
@ExtendWith(EveryPacketAccountedFor.class)
class ManyRoutesTest {

    private static final int ROUTES = 20_000;
    private static final String GATEWAY = "10.0.1.9";
    private static final String BACKUP = "10.0.2.9";
    private static final Request DOWN = new Request.SetInterface("east", false);
    private static final Request UP = new Request.SetInterface("east", true);

    @TempDir private Path folder;

    /** Every route by east; every fourth has another by north that is worse. */
    private TestRouter router() throws IOException {
        final Path all = Files.writeString(folder.resolve("all.txt"), lines(1));
        final Path some = Files.writeString(folder.resolve("some.txt"), lines(4));
        return TestRouter.from(
                """
                ports:
                  west: { mtu: 1500 }
                  east: { mtu: 1500 }
                  north: { mtu: 1500 }
                interfaces:
                  west: { addresses: [10.0.0.1/24] }
                  east: { addresses: [10.0.1.1/24] }
                  north: { addresses: [10.0.2.1/24] }
                neighbors:
                  - { address: 10.0.0.2, interface: west, mac: "02:00:00:00:00:02" }
                  - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:09" }
                  - { address: 10.0.2.9, interface: north, mac: "02:00:00:00:00:29" }
                tunables: { icmp_ratelimit: 0, icmp_msgs_per_sec: 100000, icmp_msgs_burst: 100000 }
                imports:
                  - { file: %s, via: %s }
                  - { file: %s, via: %s, metric: 10 }
                """
                        .formatted(all, GATEWAY, some, BACKUP));
    }

    private static String lines(int step) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROUTES; i += step) {
            text.append(prefix(i)).append('\n');
        }
        return text.toString();
    }

    private static String prefix(int i) {
        return "20." + (i >> 8) + "." + (i & 0xFF) + ".0/24";
    }

    private static Frame to(int i) {
        return ipv4(WEST_HOST, "20." + (i >> 8) + "." + (i & 0xFF) + ".7");
    }

    private static Answer.Work begin(Operator operator, Request request) {
        final Answer answer = operator.begins(request);
        assertThat(answer).isInstanceOf(Answer.Later.class);
        return ((Answer.Later) answer).work();
    }

    private static void asks(Operator operator, Request request) {
        final Answer answer = operator.begins(request);
        assertThat(answer instanceof Answer.Last(Reply.Refusal _)).as("%s", answer).isFalse();
    }

    private static int round(TestRouter router) {
        final int work = router.router().control().doWork();
        router.router().workers().forEach(worker -> worker.doWork());
        return work;
    }

    private static long updates(TestRouter router) {
        return router.sight().fibs().stream().mapToLong(FibStatus::updates).sum();
    }

    /**
     * Rounds until nothing is left to do; none of them may change more than a small part of the
     * table: its own and what the one before left waiting.
     */
    private static int rounds(TestRouter router) {
        int rounds = 0;
        long before = updates(router);
        while (round(router) > 0) {
            assertThat(updates(router) - before).isLessThanOrEqualTo(1_300);
            before = updates(router);
            rounds++;
        }
        return rounds;
    }

    /** Where packets to some of the prefixes go: the port and the reason, or what was answered. */
    private static List<String> ways(TestRouter router) {
        final List<String> ways = new ArrayList<>();
        for (int i = 0; i < ROUTES; i += 97) {
            router.mark().receives("west", to(i));
            ways.add(
                    prefix(i)
                            + " east "
                            + router.sentBy("east").size()
                            + " north "
                            + router.sentBy("north").size()
                            + " west "
                            + router.sentBy("west").size()
                            + " dropped "
                            + router.dropped());
        }
        return ways;
    }

    @Test
    void interfaceOfAllRoutesGoesDown_isFollowedInSlicesToTheSameEndAsAtOnce() throws IOException {
        final TestRouter sliced = router();
        final TestRouter atOnce = router();

        asks(Operator.of(sliced), DOWN);
        assertThat(rounds(sliced)).isGreaterThanOrEqualTo(ROUTES / 1_100);
        Operator.of(atOnce).does(DOWN);

        assertThat(ways(sliced)).isEqualTo(ways(atOnce)).allMatch(way -> way.contains("east 0"));
        assertThat(ways(sliced).getFirst()).contains("north 1");
        assertThat(Operator.of(sliced).routes(TableId.ALL))
                .isEqualTo(Operator.of(atOnce).routes(TableId.ALL));
    }

    @Test
    void whileRoutesAreFollowed_nothingLeavesByTheInterfaceThatIsDown() throws IOException {
        final TestRouter router = router();
        asks(Operator.of(router), DOWN);

        router.mark().receivesWhileControlIsBusy("west", to(ROUTES - 1), to(ROUTES - 3));
        assertThat(router.sentBy("east")).isEmpty();
        round(router);
        assertThat(router.dropped()).containsEntry("TX_LINK_DOWN", 2L);

        rounds(router);
        router.mark().receives("west", to(ROUTES - 1));
        assertThat(router.sentBy("west")).singleElement().matches(packet -> packet.icmpType() == 3);
    }

    @Test
    void routesAndTheInterfaceChangeMeanwhile_theLastStateIsInForce() throws IOException {
        final TestRouter router = router();
        final Operator operator = Operator.of(router);

        asks(operator, DOWN);
        round(router);
        round(router);
        put(operator, PutMode.REPLACE, prefix(ROUTES - 1), BACKUP);
        put(operator, PutMode.CREATE, "21.0.0.0/24", BACKUP);
        operator.begins(Operator.delete(prefix(ROUTES - 2)));
        asks(operator, UP);
        round(router);
        put(operator, PutMode.REPLACE, prefix(0), BACKUP);
        assertThat(rounds(router)).isPositive();

        final TestRouter expected = router();
        Operator.of(expected)
                .does(Operator.put(PutMode.REPLACE, prefix(ROUTES - 1), via(BACKUP)))
                .does(add("21.0.0.0/24", via(BACKUP)))
                .does(Operator.delete(prefix(ROUTES - 2)))
                .does(Operator.put(PutMode.REPLACE, prefix(0), via(BACKUP)));
        assertThat(operator.routes(TableId.ALL))
                .isEqualTo(Operator.of(expected).routes(TableId.ALL));
        assertThat(ways(router)).isEqualTo(ways(expected));
        for (int i : new int[] {0, ROUTES - 1, ROUTES - 2}) {
            assertThat(router.mark().receives("west", to(i)).sentBy("north").size())
                    .as(prefix(i))
                    .isEqualTo(expected.mark().receives("west", to(i)).sentBy("north").size());
        }
    }

    private static void put(Operator operator, PutMode mode, String prefix, String gateway) {
        asks(operator, Operator.put(mode, prefix, via(gateway)));
    }

    @Test
    void flushOfManyRoutes_isDoneInSlicesAndCountsAll() throws IOException {
        final TestRouter router = router();
        final Answer.Work flush =
                begin(
                        Operator.of(router),
                        new Request.FlushRoutes(RouteSelector.all(TableId.MAIN)));

        Optional<Answer> answer = flush.step();
        int steps = 1;
        while (answer.isEmpty()) {
            round(router);
            answer = flush.step();
            steps++;
        }

        assertThat(steps).isGreaterThanOrEqualTo((ROUTES + ROUTES / 4) / 1_100);
        assertThat(rows(answer.orElseThrow()))
                .extracting(RouteTally::done)
                .containsExactly(ROUTES + ROUTES / 4);
        assertThat(Operator.of(router).routes(TableId.MAIN))
                .extracting(RouteEntry::prefix)
                .hasSize(3); // the connected ones
    }

    private static List<RouteTally> rows(Answer answer) {
        final List<RouteTally> rows = new ArrayList<>();
        ((Answer.Rows) answer).rows().forEachRemaining(row -> rows.add((RouteTally) row));
        return rows;
    }

    @Test
    void routeByANewNextHop_isAnsweredWhenPacketsGoThatWay() throws IOException {
        final TestRouter router = router();
        final Operator operator = Operator.of(router);

        final Answer.Work put = begin(operator, add("21.0.0.0/24", via("10.0.2.77")));
        assertThat(put.step()).isEmpty();
        router.router().settle();

        assertThat(put.step()).contains(Answer.done());
        assertThat(Operator.of(router).routesTo("21.0.0.0/24").getFirst().flags())
                .containsExactly(RouteFlag.INSTALLED);
    }

    @Test
    void listWhileRoutesAreFollowed_hasEveryRouteOnce() throws IOException {
        final TestRouter router = router();
        final Operator operator = Operator.of(router);
        asks(operator, DOWN);
        round(router);

        final List<RouteEntry> rows = new ArrayList<>();
        ((Answer.Rows) operator.begins(new Request.ListResources(ResourceKind.ROUTE)))
                .rows()
                .forEachRemaining(row -> rows.add((RouteEntry) row));

        assertThat(rows.stream().filter(row -> row.metric() == 0).map(RouteEntry::prefix))
                .containsAll(
                        IntStream.range(0, ROUTES)
                                .mapToObj(i -> IpPrefix.parse(prefix(i)))
                                .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void listOfFewAmongMany_isLookedForLittleByLittle() throws IOException {
        final Operator operator = Operator.of(router());
        operator.does(add("223.1.1.0/24", via(GATEWAY).metric(7)));
        final Answer answer =
                operator.begins(
                        new Request.ListRoutes(
                                RouteSelector.builder(TableId.MAIN).metric(7).build()));
        final SeekingIterator<?> rows = (SeekingIterator<?>) ((Answer.Rows) answer).rows();

        int steps = 1;
        while (!rows.seek()) {
            steps++;
        }

        assertThat(steps).isBetween(2, ROUTES / 100);
        assertThat(((RouteEntry) rows.next()).prefix()).isEqualTo(IpPrefix.parse("223.1.1.0/24"));
        assertThat(rows.seek()).isTrue();
        assertThat(rows.hasNext()).isFalse();
    }

    /** Those outside are not looked at. */
    @Test
    void listOfARootAmongMany_isFoundAtOnce() throws IOException {
        final Operator operator = Operator.of(router());
        operator.does(add("223.1.1.0/24", via(GATEWAY)));
        final Answer answer =
                operator.begins(
                        new Request.ListRoutes(
                                RouteSelector.builder(TableId.MAIN)
                                        .root(IpPrefix.parse("223.1.0.0/16"))
                                        .build()));
        final SeekingIterator<?> rows = (SeekingIterator<?>) ((Answer.Rows) answer).rows();

        assertThat(rows.seek()).isTrue();
        assertThat(((RouteEntry) rows.next()).prefix()).isEqualTo(IpPrefix.parse("223.1.1.0/24"));
        assertThat(rows.seek()).isTrue();
        assertThat(rows.hasNext()).isFalse();
    }
}
