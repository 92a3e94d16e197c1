package io.gatun.dataplane.control;

import io.gatun.dataplane.control.AutomaticRoutes.Made;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.AddressFamily;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes interfaces bring with their addresses: which each has brought, and how they come and
 * go as it goes up and down (FIB-16, FIB-17). On control's thread.
 */
final class InterfaceRoutes {

    private final Rib rib;
    private final ForwardingTables forwarding;
    private final RouteEvents events;
    private final LinkStates links;
    private final SleepEvents asleep;
    private final Map<Integer, List<Made>> made = new HashMap<>();

    InterfaceRoutes(
            Rib rib,
            ForwardingTables forwarding,
            RouteEvents events,
            LinkStates links,
            SleepEvents asleep) {
        this.rib = rib;
        this.forwarding = forwarding;
        this.events = events;
        this.links = links;
        this.asleep = asleep;
    }

    /** Stores all of them; nothing follows them yet and nobody is told. */
    void storeOf(InterfaceKeeper interfaces) {
        for (int index : interfaces.indexes()) {
            made.put(index, AutomaticRoutes.of(interfaces, index));
            of(index).forEach(each -> table(each).put(PutMode.PREPEND, bits(each), each.route()));
        }
    }

    /** Those an interface brought. */
    List<Made> of(int index) {
        return made.getOrDefault(index, List.of());
    }

    /** It brings others from here on, which are put in place elsewhere. */
    void become(int index, List<Made> next) {
        made.put(index, next);
    }

    /** Interfaces that are no more bring none; those they brought are taken away elsewhere. */
    void forget(Collection<Integer> gone) {
        gone.forEach(made::remove);
    }

    /** An administrator takes an interface up that was down, or down. */
    void up(int index, boolean isUp) {
        final List<Made> moving = of(index).stream().filter(each -> !each.staysWhenDown()).toList();
        asleep.begin(index, moving);
        links.up(index, isUp);
        moving.forEach(each -> move(each, isUp));
        forwarding.followInterface(index);
    }

    /** A carrier came or went. */
    void carrier(int index, boolean hasCarrier) {
        asleep.begin(index, List.of());
        if (links.carrier(index, hasCarrier)) {
            forwarding.followInterface(index);
        }
    }

    private void move(Made each, boolean isUp) {
        if (isUp) {
            table(each).put(PutMode.PREPEND, bits(each), each.route());
        } else {
            table(each).delete(bits(each), each.route()::equals);
        }
        final AddressFamily family = family(each);
        forwarding.followOrKeep(each.table(), family, bits(each));
        events.tell(
                isUp ? Change.NEW : Change.DELETED, each.table(), family, bits(each), each.route());
    }

    private RouteTable table(Made each) {
        return rib.table(each.table(), family(each));
    }

    private static AddressFamily family(Made each) {
        return AddressFamily.of(each.prefix().network());
    }

    private static Bits bits(Made each) {
        return Bits.of(each.prefix());
    }
}
