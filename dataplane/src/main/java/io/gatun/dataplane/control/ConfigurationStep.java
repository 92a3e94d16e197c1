package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.rib.RouteOrigin;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.config.NeighborConfiguration;
import io.gatun.mgmt.model.AddressFamily;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The step from the configuration in force to another one. All that workers look at changes aside
 * of them; they meet it whole when it is published next. What is alike in both configurations is
 * not touched. On control's thread.
 */
final class ConfigurationStep {

    /** What has to change together. */
    record Parts(
            InterfaceKeeper interfaces,
            LinkStates links,
            RouteKeeper routes,
            NeighborKeeper neighbors,
            Changes changes) {}

    private final InterfaceKeeper interfaces;
    private final LinkStates links;
    private final RouteKeeper routes;
    private final NeighborKeeper neighbors;
    private final Changes changes;

    /** As interfaces were before the step. */
    private record Before(Set<Family> families, long mac) {}

    ConfigurationStep(Parts parts) {
        this.interfaces = parts.interfaces();
        this.links = parts.links();
        this.routes = parts.routes();
        this.neighbors = parts.neighbors();
        this.changes = parts.changes();
    }

    /** Takes the step, of which it is known that it can be taken; to be published at once. */
    void take(RouterConfiguration before, RouterConfiguration after, long seen, long now) {
        routes.forwarding().beginStep();
        final RouteStep routeStep = new RouteStep(routes, interfaces);
        final InterfaceStep step = interfaces.stepTo(after.interfaces());
        removeNeighbors(before, after, now);
        routes.leave(step.gone());
        step.gone().forEach(neighbors::interfaceGone);
        final Map<Integer, Before> old = remember();
        interfaces.become(step, changes.nextGeneration());
        step.gone().forEach(links::forget);
        interfaces.admit(links);
        routeStep.arrive(before, after, step);
        loseAddresses(old, now);
        addNeighbors(after, now);
        neighbors.obey(after.tunables().neigh());
        routes.forwarding().obey(ForwardingTables.Settings.of(after.tunables()));
        obeyCarriers(after.tunables().ignoreRoutesWithLinkdown());
        changes.interfaces();
        changes.adjacencies();
        routes.forwarding().endStep(seen);
    }

    private Map<Integer, Before> remember() {
        final Map<Integer, Before> before = new HashMap<>();
        for (int index : interfaces.indexes()) {
            before.put(index, new Before(families(index), interfaces.mac(index)));
        }
        return before;
    }

    private Set<Family> families(int index) {
        final Set<Family> families = new HashSet<>();
        if (!interfaces.addresses(index).isEmpty()) {
            families.add(Family.IPV4);
        }
        if (interfaces.addresses6(index).isEnabled()) {
            families.add(Family.IPV6);
        }
        return families;
    }

    /**
     * What was asked for over the channel and needs an address that is gone, goes with it (FIB-15);
     * so do neighbors where there is no address left to ask them from.
     */
    private void loseAddresses(Map<Integer, Before> old, long now) {
        final Map<Family, Set<Integer>> lost = new HashMap<>();
        for (Family family : Family.values()) {
            lost.put(family, new HashSet<>());
        }
        for (int index : interfaces.indexes()) {
            final Before before = old.get(index);
            if (before == null) {
                continue;
            }
            for (Family family : before.families()) {
                if (!families(index).contains(family)) {
                    lost.get(family).add(index);
                    neighbors.addressesGone(index, family, now);
                }
            }
            if (before.mac() != interfaces.mac(index)) {
                neighbors.interfaceMac(index);
            }
        }
        routes.deleteWhere((family, route) ->
                route.origin() == RouteOrigin.ASKED
                        && (lost.get(packets(family)).contains(route.interfaceIndex())
                                || route.prefsrc()
                                        .filter(source -> !interfaces.isOwn(source))
                                        .isPresent()));
        routes.forwarding().followSources();
    }

    private static Family packets(AddressFamily family) {
        return family == AddressFamily.INET ? Family.IPV4 : Family.IPV6;
    }

    private void removeNeighbors(RouterConfiguration before, RouterConfiguration after, long now) {
        final Set<List<Object>> stay = new HashSet<>();
        after.neighbors().forEach(each -> stay.add(key(each)));
        for (NeighborConfiguration each : before.neighbors()) {
            if (!stay.contains(key(each))) {
                neighbors.removePermanent(
                        interfaces.indexOf(each.interfaceName()), each.address(), now);
            }
        }
    }

    private static List<Object> key(NeighborConfiguration neighbor) {
        return List.of(neighbor.interfaceName(), neighbor.address());
    }

    private void addNeighbors(RouterConfiguration after, long now) {
        for (NeighborConfiguration each : after.neighbors()) {
            final int index = interfaces.indexOf(each.interfaceName());
            final Neighbor known = neighbors.find(index, each.address());
            if (known == null || !known.isFixed() || known.mac != each.mac().bits()) {
                neighbors.addPermanent(index, each.address(), each.mac().bits(), now);
            }
        }
    }

    private void obeyCarriers(boolean ignoresRoutesWithLinkdown) {
        if (links.ignoreRoutesWithoutCarrier(ignoresRoutesWithLinkdown)) {
            for (int index : interfaces.indexes()) {
                if (!links.hasCarrier(index)) {
                    routes.forwarding().followInterface(index);
                }
            }
        }
    }
}
