package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.PlanRow.Action;
import org.junit.jupiter.api.Test;

class ConfigurationKeeperTest {

    private final TestRouter router = TwoLans.router();
    private final ConfigurationKeeper keeper = router.router().control().configuration();

    private static RouterConfiguration with(Part... parts) {
        return TestRouter.configuration(TwoLans.parts(parts));
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
                        "workers vector cannot change while the router runs (64 -> 32); stop it and"
                                + " start it with the new configuration");
    }
}
