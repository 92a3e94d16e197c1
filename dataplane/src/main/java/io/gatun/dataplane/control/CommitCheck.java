package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouteConfiguration;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteOrigin;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.dataplane.table.FibStatus;
import io.gatun.dataplane.table.FibWriter;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.ReversePathFilter;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a running router can become what a configuration says; changes nothing. */
final class CommitCheck {

    /** What is set up when a router starts. */
    private static final Map<String, String> FOR_A_RESTART =
            Map.of(
                    "router", "it names the router's socket and memory",
                    "dpdk", "DPDK is started once",
                    "workers", "workers and their batches are set up once",
                    "management", "its socket is opened once",
                    "http", "its socket is opened once",
                    "port", "devices and their queues are set up once",
                    "import",
                            "files of routes are read when the router starts; gatun route import"
                                    + " reads one into a running router");

    private final RouteKeeper routes;
    private final InterfaceKeeper interfaces;
    private final boolean isWiredForReversePath;

    /**
     * Checks against these.
     *
     * @param started what the router was started with: its graph is wired for that
     */
    CommitCheck(RouteKeeper routes, InterfaceKeeper interfaces, RouterConfiguration started) {
        this.routes = routes;
        this.interfaces = interfaces;
        this.isWiredForReversePath = validatesSources(started).isPresent();
    }

    void check(RouterConfiguration before, RouterConfiguration after, List<PlanRow> rows)
            throws RefusedException {
        for (PlanRow row : rows) {
            final String why = FOR_A_RESTART.get(row.kind());
            if (why != null) {
                throw restart(row.kind(), row.key(), row.detail(), why);
            }
        }
        final Optional<InterfaceConfiguration> filtered = validatesSources(after);
        if (!isWiredForReversePath && filtered.isPresent()) {
            throw restart(
                    "interface",
                    filtered.get().name(),
                    "rp_filter " + RouteWords.word(filtered.get().rpFilter()),
                    "no interface had a reverse-path filter when the router started, and its graph"
                            + " has none");
        }
        checkImports(before, after);
        checkRoom(before, after);
    }

    private static Optional<InterfaceConfiguration> validatesSources(RouterConfiguration of) {
        return of.interfaces().stream()
                .filter(each -> each.rpFilter() != ReversePathFilter.OFF)
                .findFirst();
    }

    private static RefusedException restart(String kind, String key, String what, String why) {
        return Refusals.refusal(
                RefusalCode.FAILED,
                kind,
                key,
                "",
                kind
                        + " "
                        + key
                        + " cannot change while the router runs ("
                        + what
                        + "): "
                        + why
                        + "; stop it and start it with the new configuration");
    }

    /** Imported routes stay as they are: each has to lead through the interface it leads now. */
    private void checkImports(RouterConfiguration before, RouterConfiguration after)
            throws RefusedException {
        for (InterfaceConfiguration old : before.interfaces()) {
            final Optional<InterfaceConfiguration> next =
                    after.interfaces().stream()
                            .filter(each -> each.name().equals(old.name()))
                            .filter(each -> InterfaceStep.isOnSameLink(old, each))
                            .findFirst();
            final int index = interfaces.indexOf(old.name());
            final boolean isCutOff =
                    routes.rib()
                            .hasAny(route ->
                                    route.origin() == RouteOrigin.IMPORTED
                                            && route.interfaceIndex() == index
                                            && (next.isEmpty() || !reaches(next.get(), route)));
            if (isCutOff) {
                throw restart(
                        "interface",
                        old.name(),
                        "its next hops",
                        "imported routes lead through it, and files of routes are read when the"
                                + " router starts");
            }
        }
    }

    private static boolean reaches(InterfaceConfiguration by, RouteInfo route) {
        return route.via().isEmpty()
                || by.addresses().stream()
                        .anyMatch(each -> each.prefix().contains(route.via().get()));
    }

    /** Room in the forwarding tables, with what is put over the channel where it is. */
    private void checkRoom(RouterConfiguration before, RouterConfiguration after)
            throws RefusedException {
        final FibCapacity capacity = ForwardingTables.Settings.of(after.tunables()).capacity();
        if (before.routes().equals(after.routes())
                && before.interfaces().equals(after.interfaces())
                && before.tunables().fibNodes() <= capacity.nodes()) {
            return;
        }
        for (AddressFamily family : AddressFamily.values()) {
            checkRoom(after, family, List.of(TableId.LOCAL, TableId.MAIN), capacity);
            checkRoom(after, family, List.of(TableId.DEFAULT), capacity);
        }
    }

    private void checkRoom(
            RouterConfiguration after,
            AddressFamily family,
            List<TableId> tables,
            FibCapacity capacity)
            throws RefusedException {
        final Set<Bits> wanted = new HashSet<>();
        for (RouteConfiguration each : after.routes()) {
            if (tables.contains(each.attributes().table())
                    && AddressFamily.of(each.prefix().network()) == family) {
                wanted.add(Bits.of(each.prefix()));
            }
        }
        if (tables.contains(TableId.LOCAL)) {
            addOwn(after, family, wanted);
        }
        if (used(tables.getFirst(), family) + mostNodes(wanted) <= capacity.nodes()) {
            return; // whatever there is of them already
        }
        for (TableId table : tables) {
            routes.rib().find(table, family).ifPresent(each -> addOthers(each, wanted));
        }
        try {
            load(wanted, capacity);
        } catch (FibFullException full) {
            throw Refusals.refusal(
                    RefusalCode.FULL,
                    "fib_nodes",
                    wanted.size() + " prefixes",
                    capacity.nodes() + " nodes",
                    full.getMessage() + "; raise fib_nodes, or leave routes out");
        }
    }

    private static void addOwn(RouterConfiguration after, AddressFamily family, Set<Bits> to) {
        for (InterfaceConfiguration each : after.interfaces()) {
            for (InterfaceAddress address : each.addresses()) {
                if (AddressFamily.of(address.address()) == family) {
                    to.add(Bits.of(address.address()));
                    to.add(Bits.of(address.prefix()));
                }
            }
        }
    }

    private static void addOthers(RouteTable table, Set<Bits> to) {
        final PrefixIndex prefixes = table.prefixes();
        for (int id = 0; id < prefixes.end(); id++) {
            if (prefixes.isLive(id)
                    && table.best(table.first(id), CommitCheck::isNotConfigured) != null) {
                to.add(prefixes.bits(id));
            }
        }
    }

    private static boolean isNotConfigured(RouteInfo route) {
        return route.origin() == RouteOrigin.ASKED || route.origin() == RouteOrigin.IMPORTED;
    }

    private int used(TableId table, AddressFamily family) {
        return routes.forwarding().of(table, family).status().map(FibStatus::nodes).orElse(0);
    }

    /** Each prefix has nodes of its own at worst: one for 8 bits beyond the first 24. */
    private static long mostNodes(Set<Bits> prefixes) {
        return prefixes.stream()
                .mapToLong(prefix -> Math.max(0, (prefix.length() - 17) / Byte.SIZE))
                .sum();
    }

    private static void load(Set<Bits> prefixes, FibCapacity capacity) throws FibFullException {
        final FibRoutes all = new FibRoutes(prefixes.size());
        for (Bits each : prefixes) {
            all.add(each.high(), each.low(), each.length(), RouteResult.BLACKHOLE);
        }
        new FibWriter(capacity, () -> 0).load(all);
    }
}
