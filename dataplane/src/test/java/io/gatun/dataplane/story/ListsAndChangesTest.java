package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that are read while the router changes, and changes that are in force once answered. */
@ExtendWith(EveryPacketAccountedFor.class)
class ListsAndChangesTest {

    private final TestRouter router =
            TwoLans.router(Part.neighbor("east", "10.0.1.77", "02:00:00:00:00:77"));
    private final Operator operator = Operator.of(router);

    private Answer.Rows list(ResourceKind kind) {
        return (Answer.Rows) operator.begins(new Request.ListResources(kind));
    }

    private static List<Resource> rest(Answer.Rows rows) {
        final List<Resource> rest = new ArrayList<>();
        rows.rows().forEachRemaining(rest::add);
        return rest;
    }

    /** All that control lists itself, but for the process and the revisions of a file. */
    static EnumSet<ResourceKind> snapshots() {
        final EnumSet<ResourceKind> kinds = EnumSet.allOf(ResourceKind.class);
        kinds.removeIf(kind -> !kind.isListed());
        kinds.removeAll(
                EnumSet.of(
                        ResourceKind.ROUTER,
                        ResourceKind.ROUTE,
                        ResourceKind.SESSION,
                        ResourceKind.KIND,
                        ResourceKind.CONFIGURATION,
                        ResourceKind.REVISION));
        return kinds;
    }

    private void everythingChanges() {
        operator.does(add("198.51.100.0/24", via("10.0.1.77"))).sets("west", false);
        router.applies(
                TestRouter.configuration(
                        TwoLans.parts(
                                Part.iface("east", "10.0.1.1/24", "10.0.9.1/24").mtu(1400),
                                Part.tunable("icmp_echo_ignore_all", true))));
        router.receives("east", ipv4("10.0.1.9", "192.0.2.1"));
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    @Spec("NLK-12")
    void listOfAnythingButRoutes_isOfTheMomentItWasAskedFor(ResourceKind kind) {
        final List<Resource> before = rest(list(kind));
        final Answer.Rows rows = list(kind);
        final List<Resource> read = new ArrayList<>();
        if (rows.rows().hasNext()) {
            read.add(rows.rows().next());
        }
        everythingChanges();
        read.addAll(rest(rows));

        assertThat(read).isEqualTo(before);
        assertThat(rows.raced().getAsBoolean()).isFalse();
    }

    @Test
    @Spec("NLK-12")
    void listOfRoutesThatChangeMeanwhile_saysSo() {
        final List<Request> changes =
                List.of(
                        add("198.51.100.0/24", via(TwoLans.GATEWAY)),
                        delete("198.51.100.0/24"),
                        new Request.SetInterface("east", false),
                        new Request.SetInterface("east", true));
        for (final Request change : changes) {
            final Answer.Rows rows = list(ResourceKind.ROUTE);
            assertThat(rows.rows().hasNext()).isTrue();
            rows.rows().next();
            operator.does(change);
            rest(rows);
            assertThat(rows.raced().getAsBoolean()).as("%s", change).isTrue();
        }
        final Answer.Rows quiet = list(ResourceKind.ROUTE);
        assertThat(rest(quiet)).isNotEmpty();
        operator.isRefused(delete("198.51.100.0/24"));
        assertThat(quiet.raced().getAsBoolean()).isFalse();
    }

    @Test
    @Spec("NLK-21")
    void gatewayAlone_findsItsInterfaceOrIsRefused() {
        operator.does(add("198.51.100.0/24", via(TwoLans.WEST_HOST)))
                .does(add("203.0.113.0/24", via(TwoLans.GATEWAY)));

        assertThat(interfaceOf("198.51.100.0/24")).contains("west");
        assertThat(interfaceOf("203.0.113.0/24")).contains("east");
        for (final String offLink : List.of("192.0.2.1", "198.51.100.1")) { // and behind a gateway
            final var refusal = operator.isRefused(add("100.64.0.0/10", via(offLink)));
            assertThat(refusal.code()).isEqualTo(RefusalCode.OUT_OF_BOUNDS);
            assertThat(refusal.field()).isEqualTo("via");
            assertThat(refusal.value()).isEqualTo(offLink);
            assertThat(refusal.bound()).isEqualTo("a neighbor on a connected link");
        }
    }

    private Optional<String> interfaceOf(String prefix) {
        return operator.routesTo(prefix).stream().findFirst().flatMap(RouteEntry::interfaceName);
    }

    /** Every change is acknowledged, and not before packets obey it. */
    @Test
    @Spec("NLK-05")
    void packetRightAfterTheAnswer_takesTheNewRoute() {
        router.receives("west", ipv4(WEST_HOST, "198.51.100.7"));
        assertThat(router.dropped()).containsEntry("IPV4_NO_ROUTE", 1L);

        Answer answer = operator.begins(add("198.51.100.0/24", via("10.0.1.77")));
        while (answer instanceof Answer.Later(Answer.Work work)) {
            router.router().settle();
            answer = work.step().orElse(answer);
        }
        assertThat(answer).isEqualTo(Answer.done());
        router.mark().receives("west", ipv4(WEST_HOST, "198.51.100.7"));
        assertThat(router).sentOnly("east").isIpv4(WEST_HOST, "198.51.100.7");
        assertThat(operator.begins(add("198.51.100.0/24", via("10.0.1.77"))))
                .as("and a failure answers")
                .isInstanceOf(Answer.Last.class);
    }
}
