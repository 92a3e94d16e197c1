package io.gatun.dataplane.control;

import io.gatun.dataplane.control.Neighbor.Held;
import io.gatun.dataplane.control.NeighborForecast.Fate;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.PuntKind;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands for control in one rehearsal: answers and asks in the words of the real one, and tells
 * what it would learn, hold and drop, without doing it.
 */
final class RehearsedControl {

    private static final PuntKind[] KINDS = PuntKind.values();

    private final Rehearsal rehearsal;
    private final Injector injector;
    private final Map<Family, Resolver> resolvers;
    private final AdjacencyKeeper adjacencies;
    private final NeighborForecast forecast;
    private final long now;
    private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    private final List<String> sentences = new ArrayList<>();
    private final Set<IpAddress> asked = new HashSet<>();
    private int held;

    RehearsedControl(Rehearsal rehearsal, Explainer.Parts parts) {
        this.rehearsal = rehearsal;
        this.injector = new Injector(List.of(rehearsal.toWorker()), rehearsal.controlCounters());
        final FrameMaker frames =
                new FrameMaker(
                        rehearsal.buffers(),
                        injector,
                        rehearsal.controlCounters(),
                        parts.entries().ready(),
                        parts.entries().released());
        this.resolvers =
                Map.of(
                        Family.IPV4,
                        new ArpKeeper(parts.interfaces(), frames, parts.isLocal()),
                        Family.IPV6,
                        new NdKeeper(parts.interfaces(), frames));
        this.adjacencies = parts.adjacencies();
        this.forecast = parts.neighbors().forecast();
        this.now = parts.clock().nanoTime();
    }

    /** Deals with what was handed up, until nothing more is. */
    void work() {
        for (PacketBatch up = rehearsal.punted(); up != null; up = rehearsal.punted()) {
            for (int i = 0; i < up.size(); i++) {
                switch (KINDS[up.entry()]) {
                    case ARP -> hear(resolvers.get(Family.IPV4), up, i);
                    case ND -> hear(resolvers.get(Family.IPV6), up, i);
                    case UNRESOLVED -> needed(up, i);
                }
            }
            rehearsal.end(up);
            injector.flush();
            rehearsal.resume();
        }
    }

    private void hear(Resolver resolver, PacketBatch batch, int i) {
        final Fate fate = forecast.heard(resolver.hear(batch, i), now);
        tell(fate);
        if (fate.drop().isEmpty()) {
            resolver.answer(batch, i);
        }
    }

    private void needed(PacketBatch batch, int i) {
        final Way way = adjacencies.way(batch.adjacency(i));
        if (way == null) {
            drops.merge(DropReason.NEIGHBOR_GONE, 1L, Long::sum);
            return;
        }
        final IpAddress address =
                way.nextHop().orElseGet(() -> NeighborKeeper.destination(way, batch, i));
        final Fate fate = forecast.needed(way.interfaceIndex(), address, now);
        if (fate.drop().isEmpty()) {
            held++;
        }
        if (asked.contains(address)) {
            fate.drop().ifPresent(reason -> drops.merge(reason, 1L, Long::sum));
            return;
        }
        tell(fate);
        if (fate.asks()) {
            asked.add(address);
            ask(way, address, batch, i);
        }
    }

    private void ask(Way way, IpAddress address, PacketBatch batch, int i) {
        final Neighbor stranger = new Neighbor(way.interfaceIndex(), address, now);
        stranger.queue.add(
                new Held(
                        batch.handle(i),
                        batch.frame(i),
                        batch.length(i),
                        batch.network(i),
                        batch.ingress(i),
                        batch.flags(i),
                        batch.adjacency(i),
                        way.family(),
                        0));
        resolvers.get(stranger.family()).ask(stranger, 0);
    }

    private void tell(Fate fate) {
        sentences.add(fate.sentence());
        fate.drop().ifPresent(reason -> drops.merge(reason, 1L, Long::sum));
    }

    /** Packets control would drop, by reason. */
    Map<DropReason, Long> drops() {
        return drops;
    }

    /** What control would do. */
    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Packets that would wait for a neighbor. */
    int held() {
        return held;
    }
}
