package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.dataplane.control.Sight;
import io.gatun.dataplane.control.WorkerLink;
import io.gatun.dataplane.graph.PollCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.PortStatus;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.status.AtomicCounter;

/** What each worker does, and how much of its time it has packets in the graph. */
final class WorkerFigures implements Figures {

    private final EpochClock time;
    private final List<Cells> workers = new ArrayList<>();

    private record QueueCells(AtomicCounter packets, AtomicCounter bursts) {}

    /** One worker's places in the file, and what was seen of it last. */
    private static final class Cells {

        private final WorkerLink link;
        private final AtomicCounter polls;
        private final AtomicCounter batches;
        private final AtomicCounter busy;
        private final AtomicCounter polled;
        private final AtomicCounter received;
        private final AtomicCounter transmitted;
        private final AtomicCounter drops;
        private final List<QueueCells> queues = new ArrayList<>();
        private long busyNs;

        Cells(CountersWriter file, WorkerLink link, String worker, List<String> ports) {
            this.link = link;
            polls = file.add(WORKER_POLLS, "worker " + worker, worker);
            batches = file.add(WORKER_BATCHES, "worker " + worker, worker);
            busy = file.add(WORKER_BUSY, "worker " + worker + ", nanoseconds", worker);
            polled = file.add(WORKER_POLLED, "worker " + worker + ", ms since 1970", worker);
            received = file.add(WORKER_RX_PACKETS, "worker " + worker, worker);
            transmitted = file.add(WORKER_TX_PACKETS, "worker " + worker, worker);
            drops = file.add(WORKER_DROPS, "worker " + worker, worker);
            for (PollCounters.Queue queue : link.polls().queues()) {
                final String port = ports.get(queue.port());
                final String number = Integer.toString(queue.queue());
                final String sentence = "port " + port + ", queue " + number;
                queues.add(
                        new QueueCells(
                                file.add(QUEUE_RX_PACKETS, sentence, port, number, worker),
                                file.add(QUEUE_RX_BURSTS, sentence, port, number, worker)));
            }
        }

        void sample(long elapsedNs) {
            if (link.counters().isBusy()) {
                busyNs += elapsedNs;
            }
        }

        void write(long nowMs) {
            final long polledBefore = polls.get();
            polls.setRelease(link.polls().polls());
            if (polls.get() != polledBefore) {
                polled.setRelease(nowMs);
            }
            batches.setRelease(link.counters().rounds());
            busy.setRelease(busyNs);
            received.setRelease(link.counters().read(Account.RECEIVED));
            transmitted.setRelease(link.counters().read(Account.TRANSMITTED));
            drops.setRelease(link.counters().dropped());
            for (int i = 0; i < queues.size(); i++) {
                queues.get(i).packets().setRelease(link.polls().packets(i));
                queues.get(i).bursts().setRelease(link.polls().bursts(i));
            }
        }
    }

    WorkerFigures(CountersWriter file, Sight sight, List<WorkerLink> links, EpochClock time) {
        this.time = time;
        final List<String> ports = sight.ports().stream().map(PortStatus::name).toList();
        for (WorkerLink link : links) {
            workers.add(new Cells(file, link, Integer.toString(workers.size()), ports));
        }
    }

    /** Looks whether each has packets in the graph; the answer stands for the time since. */
    void sample(long elapsedNs) {
        for (Cells worker : workers) {
            worker.sample(elapsedNs);
        }
    }

    @Override
    public void update() {
        final long nowMs = time.time();
        for (Cells worker : workers) {
            worker.write(nowMs);
        }
    }
}
