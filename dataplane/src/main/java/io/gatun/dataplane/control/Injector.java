package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.PacketBatch;
import java.util.List;

/** Collects packets for the workers and sends them when the tables they need are out. */
final class Injector {

    private final List<BatchRing> toWorkers;
    private final PacketBatch[] open;
    private final WorkerCounters counters;

    Injector(List<BatchRing> toWorkers, WorkerCounters counters) {
        this.toWorkers = toWorkers;
        this.open = new PacketBatch[toWorkers.size()];
        this.counters = counters;
    }

    /**
     * A batch with room that enters the worker's graph at this node, or null when it has too many.
     */
    PacketBatch room(int worker, int entry) {
        PacketBatch batch = open[worker];
        if (batch != null && (batch.isFull() || batch.entry() != entry)) {
            send(worker);
            batch = null;
        }
        if (batch == null) {
            batch = toWorkers.get(worker).empty();
            if (batch != null) {
                batch.entry(entry);
                open[worker] = batch;
            }
        }
        return batch;
    }

    boolean hasOpen() {
        for (PacketBatch batch : open) {
            if (batch != null) {
                return true;
            }
        }
        return false;
    }

    void flush() {
        for (int worker = 0; worker < open.length; worker++) {
            if (open[worker] != null) {
                send(worker);
            }
        }
    }

    private void send(int worker) {
        counters.add(Account.HANDED_OVER, open[worker].size());
        toWorkers.get(worker).send(open[worker]);
        open[worker] = null;
    }
}
