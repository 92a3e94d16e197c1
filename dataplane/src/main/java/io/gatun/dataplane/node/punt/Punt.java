package io.gatun.dataplane.node.punt;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.PuntKind;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Ipv6Header;
import java.util.List;
import java.util.Locale;

/** Hands packets up to control; a ring that is full drops them, so that forwarding never waits. */
public final class Punt implements Node {

    private final NodeSpec spec;
    private final PuntKind kind;
    private final BatchRing toControl;
    private final WorkerCounters counters;

    public Punt(PuntKind kind, BatchRing toControl, WorkerCounters counters) {
        this.spec = new NodeSpec("punt-" + kind.name().toLowerCase(Locale.ROOT), List.of());
        this.kind = kind;
        this.toControl = toControl;
        this.counters = counters;
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final PacketBatch up = toControl.empty();
        if (up == null) {
            for (int i = 0; i < batch.size(); i++) {
                countDiscarded(batch.network(i));
                out.drop(i, DropReason.PUNT_QUEUE_FULL);
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            up.append(batch, i);
        }
        up.entry(kind.ordinal());
        counters.add(Account.HANDED_OVER, batch.size());
        out.takeAll();
        toControl.send(up);
    }

    private void countDiscarded(long ip) {
        if (kind != PuntKind.ARP) {
            counters.add(Ipv6Header.version(ip) == 6 ? Mib.IP6_IN_DISCARDS : Mib.IP_IN_DISCARDS, 1);
        }
    }
}
