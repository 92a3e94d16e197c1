package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.mgmt.model.DropCount.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A packet lately dropped for each reason, by any thread. */
final class DropSamples {

    private static final long NS_PER_MS = 1_000_000L;

    private final List<LastDrops> threads;
    private final List<Port> ports;
    private final InterfaceKeeper interfaces;
    private final Clock clock;

    DropSamples(
            List<LastDrops> threads, List<Port> ports, InterfaceKeeper interfaces, Clock clock) {
        this.threads = threads;
        this.ports = ports;
        this.interfaces = interfaces;
        this.clock = clock;
    }

    Optional<Sample> read(DropReason reason) {
        return threads.stream()
                .map(thread -> thread.read(reason))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(LastDrops.Drop::atNs))
                .map(this::sample);
    }

    private Sample sample(LastDrops.Drop drop) {
        return new Sample(
                Math.max(0, clock.nanoTime() - drop.atNs()) / NS_PER_MS,
                port(drop),
                drop.length(),
                FrameText.of(drop.frame()));
    }

    private Optional<String> port(LastDrops.Drop drop) {
        if (drop.port() != PacketBatch.UNKNOWN) {
            return Optional.of(ports.get(drop.port()).name());
        }
        return !interfaces.isThere(drop.ingress())
                ? Optional.empty()
                : Optional.of(ports.get(interfaces.row(drop.ingress()).port()).name());
    }
}
