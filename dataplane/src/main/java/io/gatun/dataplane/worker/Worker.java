package io.gatun.dataplane.worker;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.GraphWalker;
import io.gatun.dataplane.graph.PollCounters;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.graph.Tracer;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dataplane.table.TablesView;
import java.util.List;
import org.agrona.concurrent.Agent;

/**
 * Polls its queues in turn and runs each batch through the whole graph (run to completion). Between
 * batches it takes over what control hands down and the newest tables. Owned by one thread.
 */
public final class Worker implements Agent {

    private final String name;
    private final PortQueue[] queues;
    private final int[] portOfQueue;
    private final GraphWalker walker;
    private final int entry;
    private final TablesView tables;
    private final WorkerCounters counters;
    private final PollCounters polls;
    private final Tracer tracer;
    private final Taps taps;
    private final BatchRing fromControl;
    private final PacketBatch received;

    /** A receive queue and the index of its port. */
    public record Intake(int port, PortQueue queue) {}

    public Worker(
            String name,
            List<Intake> intakes,
            GraphWalker walker,
            int entry,
            TablesView tables,
            WorkerCounters counters,
            PollCounters polls,
            Tracer tracer,
            Taps taps,
            BatchRing fromControl,
            int vector) {
        this.name = name;
        this.queues = intakes.stream().map(Intake::queue).toArray(PortQueue[]::new);
        this.portOfQueue = intakes.stream().mapToInt(Intake::port).toArray();
        this.walker = walker;
        this.entry = entry;
        this.tables = tables;
        this.counters = counters;
        this.polls = polls;
        this.tracer = tracer;
        this.taps = taps;
        this.fromControl = fromControl;
        this.received = new PacketBatch(vector);
    }

    @Override
    public int doWork() {
        int work = takeOver();
        tables.quiet();
        polls.poll();
        for (int i = 0; i < queues.length; i++) {
            final int n = queues[i].receive(received);
            if (n > 0) {
                counters.beginRound();
                counters.add(Account.RECEIVED, n);
                polls.burst(i, n);
                received.port(portOfQueue[i]);
                tracer.mark(received);
                if (taps.isOn()) {
                    taps.received(received);
                }
                walker.run(received, entry);
                counters.endRound();
                work += n;
            }
        }
        return work;
    }

    /** The batch first, then the tables: what control published before it sent is seen. */
    private int takeOver() {
        int work = 0;
        for (PacketBatch batch = fromControl.receive();
                batch != null;
                batch = fromControl.receive()) {
            tables.advance();
            counters.beginRound();
            work += batch.size();
            counters.add(Account.TAKEN_OVER, batch.size());
            batch.port(PacketBatch.UNKNOWN);
            walker.run(batch, batch.entry());
            counters.endRound();
            fromControl.recycle(batch);
        }
        return work;
    }

    @Override
    public String roleName() {
        return name;
    }
}
