package io.gatun.dataplane.control;

import io.gatun.dataplane.control.Neighbor.Held;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;

/**
 * Packets that wait for their neighbors: a bounded queue each, in order of arrival; the oldest
 * makes room (NUD-08).
 */
final class HoldQueues {

    private final Injector injector;
    private final FrameMaker frames;
    private final WorkerCounters counters;
    private final LastDrops lastDrops;
    private final int releasedEntry;
    private final int refusedEntry;
    private int waiting;

    /** Nodes: where released packets go on, and where refused ones are answered. */
    HoldQueues(
            Injector injector,
            FrameMaker frames,
            WorkerCounters counters,
            LastDrops lastDrops,
            int releasedEntry,
            int refusedEntry) {
        this.injector = injector;
        this.frames = frames;
        this.counters = counters;
        this.lastDrops = lastDrops;
        this.releasedEntry = releasedEntry;
        this.refusedEntry = refusedEntry;
    }

    /** Holds {@code most} at most; the packet is to leave by an adjacency of its family. */
    void hold(
            Neighbor neighbor,
            PacketBatch batch,
            int i,
            int adjacency,
            Family family,
            int worker,
            int most) {
        if (most == 0) {
            drop(batch, i, DropReason.NEIGHBOR_QUEUE_FULL);
            return;
        }
        if (neighbor.queue.size() >= most) {
            waiting--;
            drop(neighbor.queue.remove(), DropReason.NEIGHBOR_QUEUE_FULL);
        }
        waiting++;
        neighbor.queue.add(
                new Held(
                        batch.handle(i),
                        batch.frame(i),
                        batch.length(i),
                        batch.network(i),
                        batch.ingress(i),
                        batch.flags(i),
                        adjacency,
                        family,
                        worker));
    }

    /** The neighbor is known now: off they go, in order (NUD-05). */
    void release(Neighbor neighbor) {
        while (!neighbor.queue.isEmpty()) {
            final Held packet = neighbor.queue.remove();
            waiting--;
            final PacketBatch batch = inject(packet, releasedEntry);
            if (batch != null) {
                batch.adjacency(batch.size() - 1, packet.adjacency());
            }
        }
    }

    /**
     * The neighbor does not answer: each packet is told so (ICMP4-26), but for the router's own.
     */
    void fail(Neighbor neighbor) {
        while (!neighbor.queue.isEmpty()) {
            final Held packet = neighbor.queue.remove();
            waiting--;
            if ((packet.flags() & PacketBatch.ORIGINATED) != 0) {
                drop(packet, DropReason.NEIGHBOR_UNREACHABLE);
                continue;
            }
            final PacketBatch batch = inject(packet, refusedEntry);
            if (batch != null) {
                batch.cause(batch.size() - 1, Cause.of(DropReason.NEIGHBOR_UNREACHABLE));
                batch.flag(batch.size() - 1, PacketBatch.TTL_SPENT);
            }
        }
    }

    /** The batch it is now the last packet of, or null when the worker has no room. */
    private PacketBatch inject(Held packet, int entry) {
        final PacketBatch batch = injector.room(packet.worker(), entry);
        if (batch == null) {
            drop(packet, DropReason.INJECT_QUEUE_FULL);
            return null;
        }
        final int to = batch.appendOriginated(packet.handle(), packet.frame());
        batch.length(to, packet.length());
        batch.network(to, packet.network());
        batch.ingress(to, packet.ingress());
        batch.flags(to, 0);
        batch.flag(to, packet.flags() & ~PacketBatch.TRACED);
        return batch;
    }

    void dropAll(Neighbor neighbor, DropReason reason) {
        while (!neighbor.queue.isEmpty()) {
            waiting--;
            drop(neighbor.queue.remove(), reason);
        }
    }

    private void drop(Held packet, DropReason reason) {
        final boolean isOwn = (packet.flags() & PacketBatch.ORIGINATED) != 0;
        lastDrops.keep(
                reason,
                packet.frame(),
                packet.length(),
                PacketBatch.UNKNOWN,
                isOwn ? PacketBatch.UNKNOWN : packet.ingress());
        counters.drop(reason);
        frames.give(packet.handle());
    }

    /** The interface it would leave by is down. */
    void discard(PacketBatch batch, int i, Family family) {
        counters.add(family == Family.IPV4 ? Mib.IP_OUT_DISCARDS : Mib.IP6_OUT_DISCARDS, 1);
        drop(batch, i, DropReason.TX_LINK_DOWN);
    }

    void drop(PacketBatch batch, int i, DropReason reason) {
        lastDrops.keep(reason, batch, i);
        counters.drop(reason);
        frames.give(batch.handle(i));
    }

    /** Packets in all queues. */
    int waiting() {
        return waiting;
    }
}
