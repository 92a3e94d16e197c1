package io.gatun.dataplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.model.TunableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Who changes and asks a test router while it runs, as over the management channel. */
public final class Operator {

    private static final Caller CALLER = new Caller("operator");

    private final TestRouter router;
    private final Requests requests;

    private Operator(TestRouter router) {
        this.router = router;
        this.requests =
                new Requests(
                        router.router().control(),
                        () -> {
                            throw new IllegalStateException("a test router has no process");
                        },
                        ConfigurationFile.NONE);
    }

    public static Operator of(TestRouter router) {
        return new Operator(router);
    }

    /** The last reply; the router has done all that follows. */
    public Reply reply(Request request) {
        final Answer answer = answer(request);
        router.router().settle();
        return ((Answer.Last) answer).reply();
    }

    /** What is answered at once; nothing of the router has run since. */
    public Answer begins(Request request) {
        return requests.answer(request, CALLER);
    }

    /** What is answered once the work that it may take is done. */
    private Answer answer(Request request) {
        Answer answer = begins(request);
        while (answer instanceof Answer.Later(Answer.Work work)) {
            router.router().settle();
            answer = work.step().orElse(answer);
        }
        return answer;
    }

    public static boolean isDone(Reply reply) {
        return reply instanceof Reply.Done;
    }

    private <T extends Resource> List<T> rows(Request request, Class<T> type) {
        final List<T> rows = new ArrayList<>();
        ((Answer.Rows) answer(request)).rows().forEachRemaining(row -> rows.add(type.cast(row)));
        router.router().settle();
        return rows;
    }

    /** Asks for what must be granted. */
    public Operator does(Request request) {
        assertThat(reply(request)).isEqualTo(new Reply.Done());
        return this;
    }

    /** Asks for what must be refused, and nothing may have changed. */
    public Reply.Refusal isRefused(Request request) {
        final List<RouteEntry> before = routes(TableId.ALL);
        final Reply reply = reply(request);
        assertThat(reply).isInstanceOf(Reply.Refusal.class);
        assertThat(routes(TableId.ALL)).isEqualTo(before);
        return (Reply.Refusal) reply;
    }

    public static Request put(PutMode mode, String prefix, RouteAttributes.Builder route) {
        return new Request.PutRoute(mode, IpPrefix.parse(prefix), route.build());
    }

    public static Request add(String prefix, RouteAttributes.Builder route) {
        return put(PutMode.CREATE, prefix, route);
    }

    /** A route through a gateway. */
    public static RouteAttributes.Builder via(String gateway) {
        return RouteAttributes.builder().via(IpAddress.parse(gateway));
    }

    /** A route to what is on a link. */
    public static RouteAttributes.Builder dev(String interfaceName) {
        return RouteAttributes.builder().interfaceName(interfaceName);
    }

    public static Request delete(String prefix) {
        return new Request.DeleteRoute(RouteSelector.exactly(IpPrefix.parse(prefix)));
    }

    public Operator sets(String interfaceName, boolean up) {
        return does(new Request.SetInterface(interfaceName, up));
    }

    public List<RouteEntry> routes(TableId table) {
        return rows(new Request.ListRoutes(RouteSelector.all(table)), RouteEntry.class);
    }

    /** The routes of a prefix in table main, best first. */
    public List<RouteEntry> routesTo(String prefix) {
        return routes(RouteSelector.exactly(IpPrefix.parse(prefix)));
    }

    public List<RouteEntry> routes(RouteSelector selector) {
        return rows(new Request.ListRoutes(selector), RouteEntry.class);
    }

    /** The settings in force. */
    public List<TunableEntry> tunables() {
        return rows(new Request.ListResources(ResourceKind.TUNABLE), TunableEntry.class);
    }

    /** The value listed under a name of Linux. */
    public long counter(String name) {
        return rows(new Request.ListResources(ResourceKind.COUNTER), CounterValue.class).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no counter is called " + name))
                .value();
    }

    public <T extends Resource> T one(Request request, Class<T> type) {
        final List<T> rows = rows(request, type);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    public static Request.GetRoute get(String destination) {
        return get(destination, OptionalInt.empty());
    }

    /** For a packet of a type of service. */
    public static Request.GetRoute get(String destination, OptionalInt tos) {
        return new Request.GetRoute(
                IpAddress.parse(destination),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                tos);
    }

    public RouteAnswer wayTo(String destination, int tos) {
        return one(get(destination, OptionalInt.of(tos)), RouteAnswer.class);
    }

    public RouteAnswer wayTo(String destination) {
        return one(get(destination), RouteAnswer.class);
    }

    /** The way of a packet that comes in by an interface. */
    public RouteAnswer wayTo(String destination, String ingress) {
        return one(
                new Request.GetRoute(
                        IpAddress.parse(destination),
                        Optional.empty(),
                        Optional.of(ingress),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalInt.empty()),
                RouteAnswer.class);
    }

    /** As an operator would write it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
