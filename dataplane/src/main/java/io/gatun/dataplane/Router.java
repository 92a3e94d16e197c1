package io.gatun.dataplane;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.Control;
import io.gatun.dataplane.control.GraphSource;
import io.gatun.dataplane.control.Sight;
import io.gatun.dataplane.control.WorkerLink;
import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.GraphWalker;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.NodeCounters;
import io.gatun.dataplane.graph.PollCounters;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.graph.Tracer;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibsByTos;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.Tables;
import io.gatun.dataplane.table.TablesView;
import io.gatun.dataplane.worker.Worker;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.ReversePathFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A router put together from its configuration and its ports: workers and control, which somebody's
 * threads, or one thread in turn, keep running.
 */
public final class Router {

    /** Batches on the way between a worker and control, each direction. */
    private static final int RING_BATCHES = 64;

    /** What a router is made of beside configuration and ports; {@code seed} feeds all chance. */
    public record Surroundings(
            Supplier<Buffers> buffers,
            Clock clock,
            Supplier<Hooks> hooks,
            int workers,
            long seed) {}

    private final List<Worker> workers = new ArrayList<>();
    private final List<WorkerLink> links = new ArrayList<>();
    private final Control control;

    public Router(RouterConfiguration configuration, List<Port> ports, Surroundings around) {
        final Fib none = Fib.empty();
        final Published<Tables> tables =
                new Published<>(
                        new Tables(
                                0,
                                Control.settings(configuration.tunables()),
                                Interfaces.empty(),
                                none,
                                none,
                                none,
                                none,
                                FibsByTos.NONE,
                                Adjacencies.empty()));
        for (int i = 0; i < around.workers(); i++) {
            addWorker(configuration, ports, tables, around, i);
        }
        final Graph graph = links.getFirst().graph();
        control =
                new Control(
                        configuration,
                        ports,
                        links,
                        tables,
                        around.buffers().get(),
                        new Control.Entries(
                                graph.indexOf(ForwardingGraph.READY),
                                graph.indexOf(ForwardingGraph.RELEASED),
                                graph.indexOf(ForwardingGraph.REFUSED)),
                        around.clock(),
                        around.seed(),
                        inner -> wired(configuration, around, inner));
    }

    /** The graph of a worker over other tables and ports, for an explanation. */
    private static GraphSource.Wired wired(
            RouterConfiguration configuration,
            Surroundings around,
            GraphSource.Surroundings inner) {
        final ForwardingGraph.Parts parts =
                new ForwardingGraph.Parts(
                        new NodeContext(
                                inner.tables(),
                                inner.counters(),
                                inner.lastDrops(),
                                inner.buffers(),
                                around.clock()),
                        around.hooks().get(),
                        inner.toControl(),
                        inner.sinksByPort(),
                        validatesSources(configuration),
                        around.workers(),
                        around.seed());
        final Graph graph = ForwardingGraph.wire(parts);
        return new GraphSource.Wired(graph, graph.indexOf(ForwardingGraph.received(parts)));
    }

    private void addWorker(
            RouterConfiguration configuration,
            List<Port> ports,
            Published<Tables> tables,
            Surroundings around,
            int index) {
        final int vector = configuration.workers().vector();
        final WorkerCounters counters = new WorkerCounters(ports.size());
        final Taps taps = new Taps(around.clock());
        final LastDrops lastDrops = new LastDrops(around.clock(), taps);
        final TablesView view = new TablesView(tables);
        final Buffers buffers = around.buffers().get();
        final BatchRing fromWorker = new BatchRing(RING_BATCHES, vector);
        final BatchRing toWorker = new BatchRing(RING_BATCHES, vector);
        final List<PortQueue> queues = ports.stream().map(port -> port.queue(index)).toList();
        final ForwardingGraph.Parts parts =
                new ForwardingGraph.Parts(
                        new NodeContext(view, counters, lastDrops, buffers, around.clock()),
                        around.hooks().get(),
                        fromWorker,
                        tapped(queues, taps, buffers),
                        validatesSources(configuration),
                        around.workers(),
                        around.seed() + index);
        final Graph graph = ForwardingGraph.wire(parts);
        final NodeCounters nodeCounters =
                new NodeCounters(graph.nodes().size(), configuration.workers().cycles());
        final Tracer tracer = new Tracer(graph, around.clock());
        final List<Worker.Intake> intakes = new ArrayList<>();
        final List<PollCounters.Queue> polled = new ArrayList<>();
        for (int port = 0; port < queues.size(); port++) {
            intakes.add(new Worker.Intake(port, queues.get(port)));
            polled.add(new PollCounters.Queue(port, index));
            final int receiveQueues = ports.get(port).receiveQueues();
            for (int more = index + around.workers();
                    more < receiveQueues;
                    more += around.workers()) {
                intakes.add(new Worker.Intake(port, ports.get(port).queue(more)));
                polled.add(new PollCounters.Queue(port, more));
            }
        }
        final PollCounters polls = new PollCounters(polled);
        links.add(
                new WorkerLink(
                        fromWorker,
                        toWorker,
                        view,
                        counters,
                        lastDrops,
                        taps,
                        nodeCounters,
                        polls,
                        graph,
                        tracer));
        workers.add(
                new Worker(
                        "gatun-worker-" + index,
                        intakes,
                        new GraphWalker(
                                graph, buffers, counters, nodeCounters, tracer, lastDrops, vector),
                        graph.indexOf(ForwardingGraph.received(parts)),
                        view,
                        counters,
                        polls,
                        tracer,
                        taps,
                        toWorker,
                        vector));
    }

    private static List<FrameSink> tapped(List<PortQueue> queues, Taps taps, Buffers buffers) {
        final List<FrameSink> sinks = new ArrayList<>();
        for (int port = 0; port < queues.size(); port++) {
            sinks.add(taps.over(queues.get(port), port, buffers));
        }
        return sinks;
    }

    private static boolean validatesSources(RouterConfiguration configuration) {
        return configuration.interfaces().stream()
                .map(InterfaceConfiguration::rpFilter)
                .anyMatch(filter -> filter != ReversePathFilter.OFF);
    }

    public List<Worker> workers() {
        return List.copyOf(workers);
    }

    /** What each worker writes down, for whoever reads. */
    public List<WorkerLink> links() {
        return List.copyOf(links);
    }

    public Control control() {
        return control;
    }

    /** For control's thread. */
    public Sight sight() {
        return control.sight();
    }

    /** All agents in turn on the calling thread, until none has anything to do. */
    public void settle() {
        int work;
        do {
            work = control.doWork();
            for (Worker worker : workers) {
                work += worker.doWork();
            }
        } while (work > 0);
    }
}
