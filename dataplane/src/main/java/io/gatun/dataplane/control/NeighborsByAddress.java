package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The neighbors of one family that packets can be sent to, in order of their addresses. */
final class NeighborsByAddress {

    private final NavigableMap<Bits, List<Neighbor>> valid = new TreeMap<>();

    /** Whether it is among them is as it now is; returns its address. */
    Bits update(Neighbor neighbor, boolean isThere) {
        final Bits address = Bits.of(neighbor.address);
        final List<Neighbor> here = valid.computeIfAbsent(address, _ -> new ArrayList<>(1));
        here.remove(neighbor);
        if (isThere) {
            here.add(neighbor);
        }
        if (here.isEmpty()) {
            valid.remove(address);
        }
        return address;
    }

    /** Those of this address: one for each interface it was heard on. */
    List<Neighbor> at(Bits address) {
        return valid.getOrDefault(address, List.of());
    }

    /** Addresses within a prefix. */
    List<Bits> within(Bits prefix) {
        final Bits first = valid.ceilingKey(prefix);
        return first == null || !prefix.covers(first)
                ? List.of()
                : List.copyOf(valid.subMap(first, true, prefix.last(), true).keySet());
    }
}
