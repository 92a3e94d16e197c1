package io.gatun.dataplane.telemetry;

import io.gatun.dataplane.control.Sight;
import io.gatun.dataplane.control.WorkerLink;
import io.gatun.dataplane.graph.Clock;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CountersWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Copies what the router counts into its counters file, four times a second. Workers go on writing
 * plain memory of their own and never notice. Polled from control's duty cycle; each poll copies
 * one group of figures at most, so none takes long. The numbers of a round are at most a few
 * milliseconds apart.
 */
public final class Telemetry {

    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CountersWriter file;
    private final Clock clock;
    private final EpochClock time;
    private final long startedNs;
    private final WorkerFigures workers;
    private final List<Figures> figures;
    private final AtomicCounter updated;
    private final AtomicCounter clockNs;
    private final AtomicCounter uptimeNs;
    private int next;
    private long nextRoundNs;
    private long sampledNs;

    /**
     * @param startedNs when the router began to start, on the clock
     */
    public Telemetry(
            CountersWriter file,
            Sight sight,
            List<WorkerLink> links,
            Clock clock,
            EpochClock time,
            long startedNs) {
        this.file = file;
        this.clock = clock;
        this.time = time;
        this.startedNs = startedNs;
        this.sampledNs = clock.nanoTime();
        this.nextRoundNs = sampledNs;
        file.begin();
        this.updated = file.add(CounterKind.UPDATED, "milliseconds since 1970");
        this.clockNs = file.add(CounterKind.CLOCK, "nanoseconds of a monotonic clock");
        this.uptimeNs = file.add(CounterKind.UPTIME, "nanoseconds");
        file.add(CounterKind.WORKERS, "").setRelease(links.size());
        this.workers = new WorkerFigures(file, sight, links, time);
        this.figures =
                List.of(
                        new PortFigures(file, sight),
                        workers,
                        new NodeFigures(file, links),
                        new DropFigures(file, sight),
                        new LedgerFigures(file, sight),
                        new FibFigures(file, sight),
                        new NeighborFigures(file, sight),
                        new JvmFigures(file),
                        new MibFigures(file, sight));
        stamp(sampledNs);
        file.end();
        this.next = figures.size();
    }

    /** Returns the work done. */
    public int poll() {
        final long now = clock.nanoTime();
        if (now - sampledNs >= SAMPLE_NS) {
            workers.sample(now - sampledNs);
            sampledNs = now;
        }
        if (next == figures.size()) {
            if (now < nextRoundNs) {
                return 0;
            }
            nextRoundNs = now + PERIOD_NS;
            next = 0;
            file.begin();
        }
        figures.get(next++).update();
        if (next == figures.size()) {
            stamp(now);
            file.end();
        }
        return 1;
    }

    private void stamp(long now) {
        updated.setRelease(time.time());
        clockNs.setRelease(now);
        uptimeNs.setRelease(now - startedNs);
    }
}
