package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.table.Tables;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.PlanRow.Action;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationKeeperTest {

    private final TestRouter router = TwoLans.router();
    private final ConfigurationKeeper keeper = router.router().control().configuration();

    private static RouterConfiguration with(Part... parts) {
        final List<Part> all = new ArrayList<>(List.of(Part.port("west"), Part.port("east")));
        all.addAll(List.of(TwoLans.parts(parts)));
        return TestRouter.configuration(all.toArray(Part[]::new));
    }

    @Test
    void theSameConfiguration_plansNothing() throws RefusedException {
        assertThat(keeper.plan(with())).isEmpty();
    }

    @Test
    void tunable_isPlannedAndThenObeyed() throws RefusedException {
        final RouterConfiguration next = with(Part.tunable("icmp_echo_ignore_all", true));

        assertThat(keeper.plan(next))
                .containsExactly(
                        new PlanRow(
                                "tunable", "icmp_echo_ignore_all", Action.CHANGE, "false -> true"));
        router.receives("west", ipv4(TwoLans.WEST_HOST, TwoLans.WEST_ROUTER).echo(1, 1));
        assertThat(router).sentOnly("west");

        keeper.apply(next);

        assertThat(keeper.current()).isEqualTo(next);
        router.mark().receives("west", ipv4(TwoLans.WEST_HOST, TwoLans.WEST_ROUTER).echo(1, 2));
        assertThat(router.sent()).isEmpty();
    }

    @Test
    void worker_isRefused() {
        assertThatThrownBy(() -> keeper.plan(with(Part.vector(32))))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "workers vector cannot change while the router runs (64 -> 32): workers and"
                                + " their batches are set up once; stop it and start it with the new"
                                + " configuration");
    }

    @Test
    void portThatComes_isRefused() {
        assertThatThrownBy(() -> keeper.apply(with(Part.iface("north", "10.0.9.1/24"))))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("port north cannot change while the router runs");
        assertThat(keeper.current().ports()).hasSize(2);
    }

    @Test
    void reversePathFilter_whereTheGraphHasNone_isRefused() {
        assertThatThrownBy(() ->
                        keeper.apply(with(Part.iface("west", "10.0.0.1/24").with("rp_filter", 1))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("(rp_filter strict): no interface had a reverse-path filter");
    }

    @Test
    @Spec("NLK-08")
    void moreRoutesThanFit_areRefusedWithNumbers_andNothingHasChanged() throws RefusedException {
        final List<Part> parts = new ArrayList<>(List.of(Part.tunable("fib_nodes", 64)));
        keeper.apply(with(parts.toArray(Part[]::new)));
        final List<RouteEntry> before = router.sight().routes(TableId.ALL);
        final RouterConfiguration current = keeper.current();
        for (int i = 0; i < 100; i++) {
            parts.add(Part.route("198.51." + i + ".1/32", TwoLans.GATEWAY));
        }
        final RouterConfiguration tooMany = with(parts.toArray(Part[]::new));

        assertThatThrownBy(() -> keeper.plan(tooMany)).hasMessageContaining("64");
        assertThatThrownBy(() -> keeper.apply(tooMany))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.FULL);
                            assertThat(refused.refusal().bound()).isEqualTo("64 nodes");
                        });
        assertThat(router.sight().routes(TableId.ALL)).isEqualTo(before);
        assertThat(keeper.current()).isEqualTo(current);
        keeper.apply(with(parts.subList(0, 40).toArray(Part[]::new)));
        assertThat(router.sight().routes(TableId.ALL)).hasSizeGreaterThan(before.size());
    }

    @Test
    void sameConfiguration_publishesNothing() throws RefusedException {
        final Tables tables = router.router().control().tables();

        keeper.apply(with());

        assertThat(router.router().control().tables()).isSameAs(tables);
    }

    @Test
    void plan_namesEachThingThatChanges() throws RefusedException {
        final RouterConfiguration next =
                with(
                        Part.iface("west", "10.0.0.1/24").mtu(1400),
                        Part.iface("east", "10.0.1.1/24", "10.0.7.1/24"),
                        Part.iface("east.5").with("vlan", 5),
                        Part.route("203.0.113.0/24", TwoLans.GATEWAY).with("metric", 7));

        assertThat(keeper.plan(next))
                .containsExactly(
                        new PlanRow("interface", "west", Action.CHANGE, "mtu 1500 -> 1400"),
                        new PlanRow("interface", "east.5", Action.ADD, "port east vlan 5 mtu 1500"),
                        new PlanRow("address", "10.0.7.1/24 on east", Action.ADD, ""),
                        new PlanRow(
                                "route",
                                "203.0.113.0/24 metric 7",
                                Action.ADD,
                                "via 10.0.1.254 dev east"));
        keeper.apply(next);
        assertThat(keeper.plan(with()))
                .extracting(PlanRow::action)
                .containsExactly(Action.DELETE, Action.CHANGE, Action.DELETE, Action.DELETE);
    }
}
