package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.ConfigurationKeeper;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request for several tunables of which one is wrong. */
class TunableRefusalTest {

    private static final String LANS =
            """
            ports: { west: {}, east: {} }
            interfaces:
              west: { addresses: [10.0.0.1/24] }
              east: { addresses: [10.0.1.1/24] }
            neighbors:
              - { address: 10.0.0.2, interface: west, mac: "02:00:00:00:00:02" }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    icmp_echo_ignore_al: true | unknown key 'icmp_echo_ignore_al' in tunables; did you mean 'icmp_echo_ignore_all'?
                    icmp_ratelimit: soon | icmp_ratelimit of tunables is 'soon', not a whole number
                    icmp_ratelimit: [1] | icmp_ratelimit of tunables is a collection, not one value
                    ip_default_ttl: 256 | ip_default_ttl 256 of tunables is above 255, what the field holds (RFC 791 §3.1)
                    icmp_echo_ignore_broadcasts: 1 | icmp_echo_ignore_broadcasts of tunables is '1', not true or false
                    ipfrag_time: 30 | ipfrag_time of tunables is not in this version: fragments to the router itself are dropped, not reassembled
                    all: { send_redirects: false } | send_redirects of all is not in this version: no redirects are sent
                    all: { rp_filter: 3 } | rp_filter of all is '3', not one of 0, 1, 2
                    default: { forwardign: true } | unknown key 'forwardign' in default; did you mean 'forwarding'?
                    neigh: { retrans_time_ms: 1 } | retrans_time_ms 1 of neigh is below 10, the least time between two solicitations
                    """)
    @Spec("TUN-38")
    void request_isRefusedWholeAndChangesNothing(String wrong, String sentence) {
        final TestRouter router = TestRouter.from(LANS);
        final ConfigurationKeeper keeper = router.router().control().configuration();
        final RouterConfiguration before = keeper.current();
        final String request = LANS + "tunables:\n  icmp_echo_ignore_all: true\n  " + wrong + "\n";

        final Throwable refused =
                catchThrowable(() ->
                        keeper.apply(
                                ConfigurationReader.readText(
                                        request, "candidate", Purpose.REPLAY)));

        assertThat(refused)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("candidate:9: " + sentence);
        assertThat(keeper.current()).isSameAs(before);
        router.receives("west", TwoLans.toRouter().echo(1, 1));
        assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
    }
}
