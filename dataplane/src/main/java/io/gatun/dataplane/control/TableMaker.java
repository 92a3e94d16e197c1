package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Makes forwarding tables, still empty, for what the router is set to. */
final class TableMaker {

    private final RouteKeeper.Parts parts;
    private final Rib rib;
    private final ForwardingObjects objects;
    private final Map<Family, NeighborsByAddress> onLink;
    private final Predicate<RouteInfo> usable;
    private ForwardingTables.Settings settings;

    /**
     * Of one router.
     *
     * @param onLink whom packets can be sent to; filled by another
     */
    TableMaker(
            RouteKeeper.Parts parts,
            Rib rib,
            ForwardingObjects objects,
            Map<Family, NeighborsByAddress> onLink,
            Predicate<RouteInfo> usable,
            ForwardingTables.Settings settings) {
        this.parts = parts;
        this.rib = rib;
        this.objects = objects;
        this.onLink = onLink;
        this.usable = usable;
        this.settings = settings;
    }

    /** Settings of the whole router are others. */
    void obey(ForwardingTables.Settings next) {
        settings = next;
    }

    /** Of tables local and main, for packets of a type of service. */
    ForwardingTable main(Family family, int tos) {
        final AddressFamily of = of(family);
        return new ForwardingTable(
                family,
                List.of(rib.table(TableId.LOCAL, of), rib.table(TableId.MAIN, of)),
                special(family),
                onLink.get(family),
                objects,
                around(tos));
    }

    /** Of table default, for packets of a type of service. */
    ForwardingTable last(Family family, int tos) {
        return new ForwardingTable(
                family,
                List.of(rib.table(TableId.DEFAULT, of(family))),
                SpecialAddresses.none(family),
                new NeighborsByAddress(),
                objects,
                around(tos));
    }

    private static AddressFamily of(Family family) {
        return family == Family.IPV4 ? AddressFamily.INET : AddressFamily.INET6;
    }

    private ForwardingTable.Surroundings around(int tos) {
        return new ForwardingTable.Surroundings(
                parts.adjacencies(),
                parts.neighbors(),
                parts.changes(),
                route -> route.isForTos(tos) && usable.test(route),
                settings.capacity());
    }

    /** What addresses of a family mean of themselves. */
    SpecialAddresses special(Family family) {
        if (family == Family.IPV6) {
            return SpecialAddresses.ipv6();
        }
        boolean isForwarded = false;
        for (int i : parts.interfaces().indexes()) {
            isForwarded |= parts.interfaces().row(i).forwardLinkLocal();
        }
        return SpecialAddresses.ipv4(settings.forwardsClassE(), isForwarded);
    }
}
