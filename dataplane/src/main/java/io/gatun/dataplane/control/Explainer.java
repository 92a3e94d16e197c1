package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Tracer.Visit;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.Tables;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.model.Explanation.Drop;
import io.gatun.mgmt.model.Explanation.Sent;
import io.gatun.mgmt.model.Explanation.Step;
import io.gatun.mgmt.model.Explanation.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Tells what would become of a packet by letting it run through the graph that workers run, over
 * the tables in force: nothing is sent, learned, counted or used up. It runs twice: once as a
 * worker would, once in the smallest steps with each written down. Control's thread only; one
 * packet takes about a millisecond.
 */
final class Explainer {

    private static final int BUFFERS = 512;

    private final Parts parts;
    private final StepDetails details;
    private MemoryBuffers buffers;

    /**
     * What the rest of control lends for reading.
     *
     * @param capacity the longest frame a buffer of the router holds
     * @param isLocal whether a route makes an IPv4 address the router's own
     */
    record Parts(
            GraphSource graphs,
            List<Port> ports,
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            RouteKeeper routes,
            Published<Tables> tables,
            Clock clock,
            Control.Entries entries,
            int capacity,
            IntPredicate isLocal) {}

    Explainer(Parts parts) {
        this.parts = parts;
        this.details = new StepDetails(parts);
    }

    /** One run of the graph and what control adds to it. */
    private record Run(Rehearsal rehearsal, RehearsedControl control) {

        Map<DropReason, Long> drops() {
            final Map<DropReason, Long> all = new LinkedHashMap<>(rehearsal.drops());
            control.drops().forEach((reason, count) -> all.merge(reason, count, Long::sum));
            return all;
        }
    }

    Explanation explain(int port, byte[] frame) {
        final Run asWorkers = run(port, frame, false);
        final Run traced = run(port, frame, true);
        final List<Visit> visits = traced.rehearsal().visits();
        final List<Step> steps = new ArrayList<>();
        for (Visit visit : visits) {
            steps.add(
                    new Step(
                            visit.node(),
                            FrameText.of(visit.frame()),
                            visit.outcome(),
                            details.of(visit)));
        }
        return new Explanation(
                parts.ports().get(port).name(),
                frame.length,
                FrameText.of(ByteBuffer.wrap(frame)),
                verdict(asWorkers, visits),
                drops(asWorkers, visits),
                asWorkers.rehearsal().sent().stream().map(this::sent).toList(),
                asWorkers.rehearsal().nodes(),
                steps,
                asWorkers.control().sentences());
    }

    private Run run(int port, byte[] frame, boolean isTraced) {
        if (buffers == null) {
            buffers = MemoryBuffers.of(BUFFERS, parts.capacity());
        }
        final Tables now = parts.tables().read();
        final Tables own =
                new Tables(
                        now.generation(),
                        now.settings(),
                        now.interfaces(),
                        now.fib4(),
                        now.fib6(),
                        now.default4(),
                        now.default6(),
                        now.tos4(),
                        now.adjacencies().copy());
        final Rehearsal rehearsal =
                new Rehearsal(parts.graphs(), own, parts.ports(), buffers, parts.clock());
        final RehearsedControl control = new RehearsedControl(rehearsal, parts);
        if (isTraced) {
            rehearsal.trace();
        }
        rehearsal.receive(port, frame);
        control.work();
        return new Run(rehearsal, control);
    }

    private Sent sent(Rehearsal.Sent sent) {
        return new Sent(
                parts.ports().get(sent.port()).name(),
                sent.frame().length,
                FrameText.of(ByteBuffer.wrap(sent.frame())),
                HexFormat.of().formatHex(sent.frame()));
    }

    private static Verdict verdict(Run run, List<Visit> visits) {
        if (visits.stream().anyMatch(Explainer::isEchoed)) {
            return Verdict.DELIVERED; // whatever becomes of the answer
        }
        if (!run.drops().isEmpty()) {
            return Verdict.DROPPED;
        }
        if (run.control().held() > 0) {
            return Verdict.HELD;
        }
        return visits.stream().anyMatch(Explainer::isTaken)
                ? Verdict.DELIVERED
                : Verdict.TRANSMITTED;
    }

    private static boolean isEchoed(Visit visit) {
        return visit.node().endsWith("-echo") && visit.outcome().equals("reply");
    }

    private static boolean isTaken(Visit visit) {
        return visit.node().equals("consume")
                || visit.node().equals("punt-arp")
                || visit.node().equals("punt-nd");
    }

    /** In order of travel, as far as the way tells. */
    private static List<Drop> drops(Run run, List<Visit> visits) {
        final Map<DropReason, Long> counts = run.drops();
        final Map<DropReason, Long> ordered = new LinkedHashMap<>();
        for (Visit visit : visits) {
            final DropReason reason = reason(visit);
            if (counts.containsKey(reason)) {
                ordered.putIfAbsent(reason, counts.get(reason));
            }
        }
        counts.forEach(ordered::putIfAbsent);
        final List<Drop> drops = new ArrayList<>();
        ordered.forEach((reason, count) ->
                drops.add(new Drop(reason.name(), reason.sentence(), reason.source(), count)));
        return drops;
    }

    private static DropReason reason(Visit visit) {
        if (StepDetails.isError(visit) && visit.outcome().equals("reply")) {
            return Cause.reason(visit.cause());
        }
        return visit.dropped();
    }
}
