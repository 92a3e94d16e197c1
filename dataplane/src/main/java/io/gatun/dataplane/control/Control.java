package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.PuntKind;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.IcmpTypes;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.table.Settings;
import io.gatun.dataplane.table.Settings6;
import io.gatun.dataplane.table.Tables;
import io.gatun.mgmt.channel.Events;
import io.gatun.mgmt.config.TunablesConfiguration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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
    private final ConfigurationKeeper configuration;
    private Settings settings;
    private final WorkerCounters counters = new WorkerCounters();
    private final Taps taps;
    private final LastDrops lastDrops;
    private final CaptureKeeper captures;
    private final Events events = new Events();
    private final Changes changes = new Changes(events);
    private final Injector injector;
    private final FrameMaker frames;
    private final HoldQueues held;
    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies = new AdjacencyKeeper();
    private final ArpKeeper arp;
    private final NdKeeper nd;
    private final NeighborKeeper neighbors;
    private final RouteKeeper routes;
    private final LedgerKeeper ledger;
    private final Explainer explainer;
    private final LinkStates links;
    private final InterfaceEvents interfaceEvents;
    private Adjacencies adjacencyTable;
    private long nextLinkPollNs;

    public Control(
            RouterConfiguration configuration,
            List<Port> ports,
            List<WorkerLink> workers,
            Published<Tables> published,
            Buffers buffers,
            Entries entries,
            Clock clock,
            long seed,
            GraphSource graphs) {
        final long now = clock.nanoTime();
        this.published = published;
        this.workers = List.copyOf(workers);
        this.ports = List.copyOf(ports);
        this.clock = clock;
        this.taps = new Taps(clock);
        this.lastDrops = new LastDrops(clock, taps);
        this.settings = settings(configuration.tunables());
        this.injector = new Injector(workers.stream().map(WorkerLink::toWorker).toList(), counters);
        this.frames =
                new FrameMaker(buffers, injector, counters, entries.ready(), entries.released());
        this.held =
                new HoldQueues(
                        injector,
                        frames,
                        counters,
                        lastDrops,
                        entries.released(),
                        entries.refused());
        this.interfaces = new InterfaceKeeper(configuration, ports, adjacencies);
        this.arp = new ArpKeeper(interfaces, frames, this::isLocal);
        this.nd = new NdKeeper(interfaces, frames);
        this.neighbors =
                new NeighborKeeper(
                        configuration.tunables().neigh(),
                        interfaces,
                        adjacencies,
                        held,
                        Map.of(Family.IPV4, arp, Family.IPV6, nd),
                        changes,
                        new SplittableRandom(seed),
                        now);
        new PermanentNeighbors(configuration.neighbors(), interfaces).addTo(neighbors, now);
        this.links = new LinkStates(configuration.tunables().ignoreRoutesWithLinkdown());
        this.routes =
                new RouteKeeper(
                        new RouteKeeper.Parts(interfaces, adjacencies, neighbors, changes, links),
                        ForwardingTables.Settings.of(configuration.tunables()),
                        new ConfiguredRoutes(configuration),
                        now);
        this.captures = new CaptureKeeper(taps(), this.ports, interfaces, clock);
        this.explainer =
                new Explainer(
                        new Explainer.Parts(
                                graphs,
                                this.ports,
                                interfaces,
                                adjacencies,
                                neighbors,
                                routes,
                                published,
                                clock,
                                entries,
                                buffers.capacity(),
                                this::isLocal));
        this.ledger =
                new LedgerKeeper(
                        workers.stream().map(WorkerLink::counters).toList(), counters, held);
        this.configuration =
                new ConfigurationKeeper(
                        configuration,
                        new CommitCheck(routes, interfaces, configuration),
                        this::reconfigure,
                        events);
        publish();
        this.interfaceEvents = new InterfaceEvents(events, sight().interfaces());
    }

    private void reconfigure(RouterConfiguration next) {
        counters.beginRound();
        settings = settings(next.tunables());
        new ConfigurationStep(
                        new ConfigurationStep.Parts(interfaces, links, routes, neighbors, changes))
                .take(configuration.current(), next, seen(), clock.nanoTime());
        pollLinks();
        publish();
        injector.flush();
        counters.endRound();
    }

    /** Of every thread that sees frames. */
    private List<Taps> taps() {
        return Stream.concat(workers.stream().map(WorkerLink::taps), Stream.of(taps)).toList();
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
                tunables.errorBurst(),
                new Settings6(
                        tunables.ipv6().hopLimit(),
                        tunables.ipv6().icmpRatelimitMs(),
                        new IcmpTypes(tunables.ipv6().icmpRatemask().types()),
                        tunables.ipv6().icmpEchoIgnoreAll(),
                        tunables.ipv6().icmpEchoIgnoreMulticast(),
                        tunables.ipv6().icmpEchoIgnoreAnycast()));
    }

    @Override
    public int doWork() {
        final long now = clock.nanoTime();
        counters.beginRound();
        lastDrops.nextBatch();
        final long seen = seen();
        int work = events.tell(seen);
        for (int worker = 0; worker < workers.size(); worker++) {
            work += takePunted(worker, now);
        }
        captures.poll(now);
        adjacencies.reclaim(seen);
        interfaces.reclaim(seen, neighbors::isWaitedFor);
        work += neighbors.poll(now);
        if (now >= nextLinkPollNs) {
            nextLinkPollNs = now + LINK_POLL_NS;
            pollLinks();
        }
        work += routes.poll(seen, now);
        if (changes.any()) {
            publish(); // before the packets that need it
            work++;
        }
        if (changes.takeInterfaceNews()) {
            interfaceEvents.look(sight().interfaces());
        }
        if (!routes.forwarding().hasDeferred()) {
            events.published(changes.generation());
        }
        injector.flush();
        counters.endRound();
        return work + (events.haveWaiting() ? 1 : 0); // soon, for somebody listens
    }

    /** The newest generation that every worker has, and nothing older. */
    private long seen() {
        return workers.stream().mapToLong(worker -> worker.tables().seen()).min().orElse(0);
    }

    private int takePunted(int worker, long now) {
        final BatchRing ring = workers.get(worker).fromWorker();
        int work = 0;
        for (PacketBatch batch = ring.receive(); batch != null; batch = ring.receive()) {
            counters.add(Account.TAKEN_OVER, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                switch (KINDS[batch.entry()]) {
                    case ARP -> hear(arp, batch, i, now);
                    case ND -> hear(nd, batch, i, now);
                    case UNRESOLVED -> neighbors.needed(batch, i, worker, now);
                }
            }
            work += batch.size();
            ring.recycle(batch);
        }
        return work;
    }

    /** Learns first, then answers: who cannot be learned gets no answer (ARP-11). */
    private void hear(Resolver resolver, PacketBatch batch, int i, long now) {
        if (!interfaces.isThere(batch.ingress(i))) {
            held.drop(batch, i, DropReason.NEIGHBOR_GONE);
            return;
        }
        final Heard heard = resolver.hear(batch, i);
        if (heard != null && !neighbors.heard(heard, now)) {
            held.drop(batch, i, DropReason.NEIGHBOR_TABLE_FULL);
            return;
        }
        resolver.answer(batch, i);
        counters.add(Account.CONSUMED, 1);
        frames.give(batch.handle(i));
    }

    private boolean isLocal(int address) {
        return routes.forwarding().fib(Family.IPV4).lookup(address) == RouteResult.LOCAL;
    }

    private void pollLinks() {
        for (int i : interfaces.indexes()) {
            final boolean hasCarrier = ports.get(interfaces.row(i).port()).link().up();
            if (links.hasCarrier(i) != hasCarrier) {
                changes.interfaceNews();
                routes.ofInterfaces().carrier(i, hasCarrier);
            }
        }
    }

    private void switchInterface(int index, boolean isUp) {
        if (links.isUp(index) == isUp) {
            return;
        }
        adjacencies.interfaceUp(index, isUp); // at once; routes follow little by little
        changes.adjacencies();
        routes.ofInterfaces().up(index, isUp);
        if (!isUp) {
            neighbors.interfaceDown(index);
        }
        interfaces.admit(links);
        changes.interfaces();
    }

    private void publish() {
        if (changes.haveAdjacencies()) {
            adjacencyTable = adjacencies.table(changes.nextGeneration(), interfaces);
        }
        published.publish(
                new Tables(
                        changes.published(),
                        settings,
                        interfaces.table(),
                        routes.forwarding().fib(Family.IPV4),
                        routes.forwarding().fib(Family.IPV6),
                        routes.forwarding().lastFib(Family.IPV4),
                        routes.forwarding().lastFib(Family.IPV6),
                        routes.forwarding().tosFibs(),
                        adjacencyTable));
    }

    private void publishIfChanged() {
        if (changes.any()) {
            publish();
        }
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

    /** Changes routes and interfaces and says which way packets go, on control's thread. */
    RouteRequests routeRequests() {
        return new RouteRequests(
                routes,
                interfaces,
                new RouteQuery(routes, interfaces, neighbors),
                this::switchInterface,
                this::publishIfChanged);
    }

    /** Copies frames for clients, on control's thread. */
    CaptureRequests captureRequests() {
        return new CaptureRequests(ports, captures);
    }

    /** Tells what would become of packets, on control's thread. */
    ExplainRequests explainRequests() {
        return new ExplainRequests(ports, explainer);
    }

    Tables tables() {
        return published.read();
    }

    /** Where changes can be heard once workers obey them, on this thread. */
    public Events events() {
        return events;
    }

    /** The configuration, for whoever changes it on this thread. */
    public ConfigurationKeeper configuration() {
        return configuration;
    }

    /** What the router knows and has counted, for whoever asks on this thread. */
    public Sight sight() {
        return new Sight(
                ports,
                interfaces,
                links,
                routes,
                neighbors,
                ledger,
                workers,
                clock,
                new DropSamples(
                        Stream.concat(
                                        workers.stream().map(WorkerLink::lastDrops),
                                        Stream.of(lastDrops))
                                .toList(),
                        ports,
                        interfaces,
                        clock),
                () -> settings.ipDefaultTtl());
    }

    @Override
    public String roleName() {
        return "gatun-control";
    }
}
