package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.get;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, by which code and field; and that nothing has changed then. */
class RefusalCodesTest {

    private static final String FAR_NET = "198.51.100.0/24";
    private static final String NEAR_NET = "203.0.113.0/24";

    private final TestRouter router =
            TwoLans.router(Part.tunable("fib_nodes", 64), Part.route(FAR_NET, GATEWAY));
    private final Operator operator = Operator.of(router);

    private static Request capture(String name, Optional<String> port, String filter) {
        return new Request.StartCapture(
                name,
                port,
                List.of(CaptureDirection.RX),
                filter,
                Request.StartCapture.LEAST_SNAP_LENGTH);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(add(FAR_NET, via(EAST_HOST)), "EXISTS", "prefix"),
                Arguments.of(
                        put(PutMode.APPEND, FAR_NET, via(GATEWAY).protocol(RouteProtocol.STATIC)),
                        "EXISTS",
                        "prefix"),
                Arguments.of(put(PutMode.CHANGE, NEAR_NET, via(GATEWAY)), "NOT_FOUND", "prefix"),
                Arguments.of(delete(NEAR_NET), "NOT_FOUND", "prefix"),
                Arguments.of(
                        new Request.DeleteRoute(
                                RouteSelector.builder(new TableId(77))
                                        .exact(IpPrefix.parse(FAR_NET))
                                        .build()),
                        "NOT_FOUND",
                        "table"),
                Arguments.of(delete("10.0.0.0/24"), "OUT_OF_BOUNDS", "prefix"),
                Arguments.of(add(NEAR_NET, dev("north")), "NOT_FOUND", "interface"),
                Arguments.of(add(NEAR_NET, via("192.0.2.1")), "OUT_OF_BOUNDS", "via"),
                Arguments.of(add(NEAR_NET, via("224.0.0.1")), "OUT_OF_BOUNDS", "via"),
                Arguments.of(get("192.0.2.1"), "NOT_FOUND", "destination"),
                Arguments.of(new Request.SetInterface("north", false), "NOT_FOUND", "name"),
                Arguments.of(
                        new Request.StartTrace(Optional.of("north"), 1, Optional.empty()),
                        "NOT_FOUND",
                        "port"),
                Arguments.of(capture("x", Optional.of("north"), ""), "NOT_FOUND", "port"),
                Arguments.of(
                        capture("x", Optional.empty(), "udp sport"), "OUT_OF_BOUNDS", "filter"),
                Arguments.of(new Request.TakeCaptured("y"), "NOT_FOUND", "name"),
                Arguments.of(new Request.Explain("north", "00", false), "NOT_FOUND", "port"));
    }

    /** All that a client can see of what could have changed. */
    private List<?> state() {
        return List.of(
                operator.routes(TableId.ALL),
                router.sight().interfaces(),
                router.sight().addresses(),
                router.sight().neighbors(),
                router.sight().fibs().stream()
                        .map(fib -> List.of(fib.routes(), fib.prefixes(), fib.entries()))
                        .toList(),
                router.sight().traces(),
                router.router().control().configuration().current());
    }

    private Refusal refusal(Request request) {
        router.passes(1); // what waited for workers is done
        final List<?> before = state();
        final Refusal refusal = operator.isRefused(request);
        assertThat(state()).as("%s", request).isEqualTo(before);
        return refusal;
    }

    @ParameterizedTest
    @MethodSource("refused")
    @Spec({"NLK-07", "NLK-08"})
    void request_isRefusedByCodeAndFieldAndNothingHasChanged(
            Request request, String code, String field) {
        final Refusal refusal = refusal(request);

        assertThat(refusal.code()).hasToString(code);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.sentence()).isNotEmpty();
    }

    @Test
    @Spec({"NLK-07", "NLK-08"})
    void captureOneTooMany_isBusy() {
        int captures = 0;
        while (Operator.isDone(operator.reply(capture("c" + captures, Optional.empty(), "")))) {
            captures++;
        }

        final Refusal refusal = refusal(capture("more", Optional.empty(), ""));
        assertThat(refusal.code()).isEqualTo(RefusalCode.BUSY);
        assertThat(refusal.bound()).isEqualTo(captures + " captures");
        for (int i = 0; i < captures; i++) {
            operator.does(new Request.StopCapture("c" + i));
        }
    }

    /** Whatever needs an interface that is up says the same of one that is down. */
    @Test
    @Spec("NLK-36")
    void interfaceThatIsDown_isRefusedAlikeByAllThatNeedIt() {
        operator.sets("east", false);
        final List<Request> needIt =
                List.of(
                        add(NEAR_NET, dev("east")),
                        add("2001:db8:9::/48", dev("east")),
                        put(PutMode.REPLACE, NEAR_NET, dev("east").via(IpAddress.parse(GATEWAY))),
                        put(
                                PutMode.APPEND,
                                NEAR_NET,
                                dev("east").via(IpAddress.parse(GATEWAY)).onlink(true)));
        for (final Request request : needIt) {
            final Refusal refusal = refusal(request);
            assertThat(refusal)
                    .isEqualTo(
                            new Refusal(
                                    RefusalCode.OUT_OF_BOUNDS,
                                    "interface",
                                    "east",
                                    "an interface that is up",
                                    "interface east is down; gatun interface set east up"));
        }
        operator.sets("east", true).does(needIt.getFirst());
    }

    /** Programs rely on them: a name that changes is another protocol. */
    @Test
    @Spec("NLK-07")
    void codes_areTheseAndStay() {
        assertThat(RefusalCode.values())
                .extracting(Enum::name)
                .containsExactly(
                        "MALFORMED",
                        "UNSUPPORTED",
                        "WRONG_VERSION",
                        "TOO_LARGE",
                        "OUT_OF_BOUNDS",
                        "NOT_FOUND",
                        "EXISTS",
                        "INVALID",
                        "CONFLICT",
                        "PERMISSION",
                        "FULL",
                        "BUSY",
                        "FAILED");
    }

    /** A route is in the forwarding table when it is done; where there is no room it is refused. */
    @Test
    @Spec({"NLK-42", "NLK-08"})
    void fullForwardingTable_refusesTheRouteAndFlagsThoseThatComeBack() {
        for (int i = 0; i < 8; i++) {
            operator.does(add("192.0." + i + ".1/32", via(GATEWAY)));
        }
        assertThat(flags("192.0.0.1/32")).containsExactly("INSTALLED");
        operator.sets("east", false);
        assertThat(flags("192.0.0.1/32")).containsExactly("DEAD");
        int put = 0;
        while (Operator.isDone(operator.reply(wayWest(put)))) {
            assertThat(flags(west(put))).containsExactly("INSTALLED");
            put++;
        }

        final Refusal refusal = refusal(wayWest(put));
        assertThat(refusal.code()).isEqualTo(RefusalCode.FULL);
        assertThat(refusal.bound()).isEqualTo("64 nodes");
        assertThat(operator.routesTo(west(put))).isEmpty();
        operator.sets("east", true);
        router.router().settle();
        assertThat(operator.routes(TableId.MAIN))
                .filteredOn(route -> route.interfaceName().equals(Optional.of("east")))
                .anyMatch(route -> route.flags().toString().equals("[FAILED]"));
    }

    private static String west(int number) {
        return "192.1." + number + ".1/32";
    }

    private static Request wayWest(int number) {
        return add(west(number), via(TwoLans.WEST_HOST));
    }

    private List<String> flags(String prefix) {
        return operator.routesTo(prefix).getFirst().flags().stream().map(Enum::name).toList();
    }
}
