package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;

/** What stands among the counters and counts nothing (RFC 4293 ipForwarding, ipDefaultTTL). */
class MibScalarTest {

    private static final long ROUTER = 1;
    private static final long HOST = 2;

    private final TestRouter router = TwoLans.router();
    private final Operator operator = Operator.of(router);

    private void assertScalars(long forwarding, long defaultTtl) {
        assertThat(operator.counter("Ip.Forwarding")).isEqualTo(forwarding);
        assertThat(operator.counter("Ip.DefaultTTL")).isEqualTo(defaultTtl);
    }

    private void becomes(Part... parts) {
        router.applies(TestRouter.configuration(TwoLans.parts(parts)));
    }

    @Test
    @Spec("MIB-24")
    void scalars_areWhatIsInForce() {
        assertScalars(ROUTER, 64);
        becomes(tunable("ip_default_ttl", 255));
        assertScalars(ROUTER, 255);
        becomes(tunable("all", "{ forwarding: false }"), tunable("ip_default_ttl", 1));
        assertScalars(HOST, 1);
        router.receives("west", TwoLans.transit());
        assertScalars(HOST, 1);
        becomes();
        assertScalars(ROUTER, 64);
    }

    @Test
    @Spec("MIB-24")
    void forwarding_isThatOfARouterWhileOneInterfaceForwards() {
        becomes(
                iface("west", WEST_ROUTER + "/24").with("forwarding", false),
                iface("east", EAST_ROUTER + "/24"));
        assertScalars(ROUTER, 64);
        becomes(
                iface("west", WEST_ROUTER + "/24").with("forwarding", false),
                iface("east", EAST_ROUTER + "/24").with("forwarding", false));
        assertScalars(HOST, 64);
    }
}
