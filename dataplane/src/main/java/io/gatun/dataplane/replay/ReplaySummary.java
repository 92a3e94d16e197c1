package io.gatun.dataplane.replay;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.PortStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a replay did: packets of ports, counters, drop reasons, and the ledger over all. */
record ReplaySummary(
        Map<String, PortPackets> ports,
        Map<String, Long> counters,
        Map<String, Long> drops,
        Ledger ledger) {

    /** Frames that came in by a port and left by it. */
    record PortPackets(long rx, long tx) {}

    static ReplaySummary of(Sight sight) {
        final Map<String, PortPackets> ports = new LinkedHashMap<>();
        for (PortStatus port : sight.ports()) {
            ports.put(port.name(), new PortPackets(port.rxPackets(), port.txPackets()));
        }
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (CounterValue counter : sight.counters()) {
            counters.put(counter.name(), counter.value());
        }
        final Map<String, Long> drops = new LinkedHashMap<>();
        for (DropCount drop : sight.everyReason()) {
            drops.put(drop.reason(), drop.count());
        }
        return new ReplaySummary(ports, counters, drops, sight.ledger());
    }
}
