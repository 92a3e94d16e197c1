package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Broadcasts;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.wire.Ethernet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ways to everybody on a link, for packets of others to the broadcast address of its subnet
 * (RFC 1812 §5.3.5.2): one for each interface that needs it. On control's thread.
 */
final class BroadcastWays {

    private final AdjacencyKeeper adjacencies;
    private final Map<Integer, Integer> byInterface = new HashMap<>();

    BroadcastWays(AdjacencyKeeper adjacencies) {
        this.adjacencies = adjacencies;
    }

    /**
     * Gives up those of all other interfaces.
     *
     * @param generation of the tables that will be without them first
     */
    void retainAll(Set<Integer> interfaces, long generation) {
        byInterface
                .entrySet()
                .removeIf(each -> {
                    final boolean goes = !interfaces.contains(each.getKey());
                    if (goes) {
                        adjacencies.retire(each.getValue(), generation);
                    }
                    return goes;
                });
    }

    /** That of an interface, made where there is none yet. */
    int of(int interfaceIndex, int port, long mac, int vlan) {
        final int way =
                byInterface.computeIfAbsent(
                        interfaceIndex,
                        index ->
                                adjacencies.add(
                                        new Way(
                                                index,
                                                Family.IPV4,
                                                Optional.of(Way.EVERYBODY),
                                                0,
                                                Optional.empty(),
                                                0)));
        adjacencies.resolve(way, port, Ethernet.BROADCAST, mac, vlan);
        return way;
    }

    /** Where packets to a broadcast address of the interface go. */
    int find(int interfaceIndex) {
        return byInterface.getOrDefault(interfaceIndex, Broadcasts.NO_WAY);
    }
}
