package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;
import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.DeleteRoute;
import io.gatun.mgmt.message.Request.FlushRoutes;
import io.gatun.mgmt.message.Request.GetRoute;
import io.gatun.mgmt.message.Request.ListRoutes;
import io.gatun.mgmt.message.Request.PutRoute;
import io.gatun.mgmt.message.Request.PutRoutes;
import io.gatun.mgmt.message.Request.SetInterface;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Carries out what clients ask about routes and interfaces. On control's thread. */
final class RouteRequests {

    private final RouteKeeper routes;
    private final InterfaceKeeper interfaces;
    private final RouteQuery query;
    private final InterfaceSwitch interfaceSwitch;
    private final Runnable publish;

    /** Takes an interface up or down, and all that depends on it. */
    @FunctionalInterface
    interface InterfaceSwitch {
        void set(int index, boolean up);
    }

    /**
     * Answers by these.
     *
     * @param publish puts in force what has changed
     */
    RouteRequests(
            RouteKeeper routes,
            InterfaceKeeper interfaces,
            RouteQuery query,
            InterfaceSwitch interfaceSwitch,
            Runnable publish) {
        this.routes = routes;
        this.interfaces = interfaces;
        this.query = query;
        this.interfaceSwitch = interfaceSwitch;
        this.publish = publish;
    }

    Answer put(PutRoute request) {
        try {
            routes.put(request.mode(), request.prefix(), request.attributes());
        } catch (RefusedException refused) {
            return Answer.refused(refused.refusal());
        }
        return inForce(Answer.done());
    }

    /** The answer, once all workers can know what has changed. */
    private Answer inForce(Answer answer) {
        publish.run();
        return routes.forwarding().hasDeferred()
                ? new Answer.Later(() ->
                        routes.forwarding().hasDeferred() ? Optional.empty() : Optional.of(answer))
                : answer;
    }

    /** Each by itself: one that is refused does not hold back the others. */
    Answer put(PutRoutes request) {
        final Tally tally = new Tally();
        final RouteInfo[] checked = new RouteInfo[AddressFamily.values().length];
        for (IpPrefix prefix : request.prefixes()) {
            final int family = AddressFamily.of(prefix.network()).ordinal();
            try {
                if (checked[family] == null || prefix.network().isMulticast()) {
                    checked[family] = routes.check(prefix, request.attributes());
                }
                routes.put(request.mode(), request.attributes().table(), prefix, checked[family]);
                tally.done++;
            } catch (RefusedException refused) {
                tally.refuse(refused.refusal().sentence());
            }
            tally.index++;
        }
        return inForce(tally.answer());
    }

    private static final class Tally {
        private int index;
        private int done;
        private int refused;
        private int firstRefused = -1;
        private String sentence = "";

        private void refuse(String why) {
            if (refused++ == 0) {
                firstRefused = index;
                sentence = why;
            }
        }

        private Answer answer() {
            return Answer.rows(
                    ResourceKind.ROUTE_TALLY,
                    List.of(
                            new RouteTally(
                                    done,
                                    refused,
                                    firstRefused < 0
                                            ? OptionalInt.empty()
                                            : OptionalInt.of(firstRefused),
                                    sentence)));
        }
    }

    Answer delete(DeleteRoute request) {
        try {
            delete(request.selector());
        } catch (RefusedException refused) {
            return Answer.refused(refused.refusal());
        }
        return inForce(Answer.done());
    }

    private void delete(RouteSelector selector) throws RefusedException {
        final IpPrefix prefix =
                selector.exact()
                        .orElseThrow(() ->
                                outOfBounds(
                                        "exact",
                                        "",
                                        "a prefix",
                                        "which prefix? to delete many at once, flush"));
        final TableId table = selector.table();
        final AddressFamily family = AddressFamily.of(prefix.network());
        if (routes.rib().find(table, family).map(RouteTable::size).orElse(0) == 0) {
            throw notFound(
                    "table", table, "", "table " + table + " does not exist: it has no routes");
        }
        final RouteMatcher matcher = new RouteMatcher(selector, interfaces);
        final RouteTable in = routes.rib().table(table, family);
        final Predicate<RouteInfo> meant = // without a tos, of those without (ip-route(8))
                route -> matcher.matches(route) && (selector.tos().isPresent() || route.tos() == 0);
        final RouteInfo first = in.best(in.first(Bits.of(prefix)), meant);
        if (first == null) {
            throw notFound(
                    "prefix",
                    prefix,
                    "",
                    "table "
                            + table
                            + " has no such route to "
                            + prefix
                            + "; show routes lists them");
        }
        if (isAutomatic(first)) {
            throw outOfBounds(
                    "prefix",
                    prefix,
                    "",
                    "route "
                            + prefix
                            + " comes with an address of interface "
                            + interfaces.configuration(first.interfaceIndex()).name()
                            + " and goes with it");
        }
        routes.delete(table, prefix, first::equals);
    }

    private static boolean isAutomatic(RouteInfo route) {
        return route.protocol().equals(RouteProtocol.KERNEL);
    }

    /** Little by little where there are many. */
    Answer flush(FlushRoutes request) {
        final RouteFlush flush =
                new RouteFlush(
                        routes,
                        new RouteMatcher(request.selector(), interfaces),
                        route -> !isAutomatic(route));
        return new Answer.Later(() -> {
            final boolean isDone = flush.goOn();
            publish.run();
            return isDone ? Optional.of(inForce(tally(flush.flushed()))) : Optional.empty();
        });
    }

    private static Answer tally(int done) {
        final Tally tally = new Tally();
        tally.done = done;
        return tally.answer();
    }

    Answer list(ListRoutes request) {
        return list(request.selector());
    }

    Answer list(RouteSelector selector) {
        final RouteRows rows = new RouteRows(routes, interfaces, selector);
        return new Answer.Rows(ResourceKind.ROUTE, rows, rows::raced);
    }

    Answer get(GetRoute request) {
        try {
            return Answer.rows(ResourceKind.ROUTE_ANSWER, List.of(query.answer(request)));
        } catch (RefusedException refused) {
            return Answer.refused(refused.refusal());
        }
    }

    Answer set(SetInterface request) {
        final int index = interfaces.find(request.name());
        if (index < 0) {
            return Answer.refused(
                    notFound(
                                    "name",
                                    request.name(),
                                    "",
                                    "no interface is called "
                                            + request.name()
                                            + "; gatun show interfaces lists them")
                            .refusal());
        }
        interfaceSwitch.set(index, request.up());
        return inForce(Answer.done());
    }
}
