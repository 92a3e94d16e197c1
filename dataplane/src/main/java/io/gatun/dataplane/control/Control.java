package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.configuration.TunablesConfiguration;
import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.PuntKind;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.Settings;
import io.gatun.dataplane.table.Tables;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.Agent;

/**
 * The one writer of every table: hears what workers punt, runs the timers of neighbors, publishes,
 * and sends down what waited for it. Belongs to one thread.
 */
public final class Control implements Agent {

    private static final long LINK_POLL_NS = 500_000_000L;
    private static final PuntKind[] KINDS = PuntKind.values();

    /** Nodes of the workers' graphs at which control's packets enter. */
    public record Entries(int ready, int released, int refused) {}

    private final Published<Tables> published;
    private final List<WorkerLink> workers;
    private final List<Port> ports;
    private final Clock clock;
    private final Settings settings;
    private final WorkerCounters counters = new WorkerCounters();
    private final Changes changes = new Changes();
    private final Injector injector;
    private final FrameMaker frames;
    private final HoldQueues held;
    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies = new AdjacencyKeeper();
    private final ArpKeeper arp;
    private final NeighborKeeper neighbors;
    private final RouteKeeper routes;
    private final LedgerKeeper ledger;
    private Fib fib;
    private long nextLinkPollNs;

    public Control(
            RouterConfiguration configuration,
            List<Port> ports,
            List<WorkerLink> workers,
            Published<Tables> published,
            Buffers buffers,
            Entries entries,
            Clock clock,
            long seed) {
        final long now = clock.nanoTime();
        this.published = published;
        this.workers = List.copyOf(workers);
        this.ports = List.copyOf(ports);
        this.clock = clock;
        this.settings = settings(configuration.tunables());
        this.injector = new Injector(workers.stream().map(WorkerLink::toWorker).toList(), counters);
        this.frames = new FrameMaker(buffers, injector, counters, entries.ready());
        this.held =
                new HoldQueues(injector, frames, counters, entries.released(), entries.refused());
        this.interfaces = new InterfaceKeeper(configuration, ports);
        this.arp = new ArpKeeper(interfaces, frames);
        this.neighbors =
                new NeighborKeeper(
                        configuration.tunables().neigh(),
                        interfaces,
                        adjacencies,
                        held,
                        arp,
                        changes,
                        new SplittableRandom(seed),
                        now);
        new PermanentNeighbors(configuration.neighbors(), interfaces).addTo(neighbors, now);
        this.routes =
                new RouteKeeper(
                        interfaces,
                        adjacencies,
                        neighbors,
                        configuration.routes(),
                        settings.classEForwarding(),
                        now);
        this.ledger =
                new LedgerKeeper(
                        workers.stream().map(WorkerLink::counters).toList(), counters, held);
        publish();
    }

    /** The part of the configuration that nodes obey. */
    public static Settings settings(TunablesConfiguration tunables) {
        return new Settings(
                tunables.ipDefaultTtl(),
                tunables.icmpRatelimitMs(),
                tunables.icmpRatemask(),
                tunables.icmpMsgsPerSec(),
                tunables.icmpMsgsBurst(),
                tunables.icmpEchoIgnoreAll(),
                tunables.icmpEchoIgnoreBroadcasts(),
                tunables.icmpErrorsUseInboundIfaddr(),
                tunables.classEForwarding(),
                tunables.errorCostMs(),
                tunables.errorBurst());
    }

    @Override
    public int doWork() {
        final long now = clock.nanoTime();
        counters.beginRound();
        final long seen =
                workers.stream().mapToLong(worker -> worker.tables().seen()).min().orElse(0);
        int work = 0;
        for (int worker = 0; worker < workers.size(); worker++) {
            work += takePunted(worker, now);
        }
        adjacencies.reclaim(seen);
        work += neighbors.poll(now);
        if (now >= nextLinkPollNs) {
            nextLinkPollNs = now + LINK_POLL_NS;
            ports.forEach(Port::link);
        }
        if (changes.any()) {
            publish(); // before the packets that need it
            work++;
        }
        injector.flush();
        counters.endRound();
        return work;
    }

    private int takePunted(int worker, long now) {
        final BatchRing ring = workers.get(worker).fromWorker();
        int work = 0;
        for (PacketBatch batch = ring.receive(); batch != null; batch = ring.receive()) {
            counters.add(Account.TAKEN_OVER, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                switch (KINDS[batch.entry()]) {
                    case ARP -> hearArp(batch, i, now);
                    case ND -> {
                        counters.add(Account.CONSUMED, 1);
                        frames.give(batch.handle(i));
                    }
                    case UNRESOLVED -> neighbors.needed(batch, i, worker, now);
                }
            }
            work += batch.size();
            ring.recycle(batch);
        }
        return work;
    }

    /** Learns first, then answers: who cannot be learned gets no answer (ARP-11). */
    private void hearArp(PacketBatch batch, int i, long now) {
        final ArpKeeper.Heard heard = arp.hear(batch, i);
        if (heard != null && !neighbors.heard(heard, now)) {
            held.drop(batch.handle(i), DropReason.NEIGHBOR_TABLE_FULL);
            return;
        }
        arp.answer(batch, i);
        counters.add(Account.CONSUMED, 1);
        frames.give(batch.handle(i));
    }

    private void publish() {
        if (changes.haveRoutes()) {
            fib = routes.compile();
        }
        published.publish(
                new Tables(
                        changes.published(),
                        settings,
                        interfaces.table(),
                        fib,
                        Fib.empty(),
                        adjacencies.table()));
    }

    /** When control next has something to do of its own accord, on the router's clock. */
    public long nextDeadlineNs() {
        return Math.min(neighbors.nextDeadlineNs(), nextLinkPollNs);
    }

    /** Ends what still waits; no worker runs any more. */
    @Override
    public void onClose() {
        counters.beginRound();
        for (int worker = 0; worker < workers.size(); worker++) {
            takePunted(worker, clock.nanoTime());
        }
        neighbors.close();
        injector.flush();
        counters.endRound();
    }

    /** What the router knows and has counted, for whoever asks on this thread. */
    public Sight sight() {
        return new Sight(ports, interfaces, routes, neighbors, ledger, workers, clock);
    }

    @Override
    public String roleName() {
        return "gatun-control";
    }
}
