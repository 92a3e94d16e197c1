package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ledger;
import java.time.Duration;
import java.util.Optional;

/**
 * One process of a contestant, from its start to its end, watched by DPDK's telemetry. Belongs to
 * one thread.
 */
final class Trial implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration FINISHES_WITHIN = Duration.ofSeconds(60);

    private final Contestant contestant;
    private final Wiring wiring;
    private final ChildProcess process;
    private final Telemetry telemetry;
    private final Sample.Ports ports;

    private Trial(
            Contestant contestant,
            Wiring wiring,
            ChildProcess process,
            Telemetry telemetry,
            Sample.Ports ports) {
        this.contestant = contestant;
        this.wiring = wiring;
        this.process = process;
        this.telemetry = telemetry;
        this.ports = ports;
    }

    /** Returns when both ports are there. */
    static Trial start(Contestant contestant, Wiring wiring, CleanUp cleanUp) throws BenchFailure {
        final ChildProcess process = ChildProcess.start(contestant, wiring);
        cleanUp.add("stop " + contestant.name(), process::close);
        final Telemetry telemetry =
                process.await(
                        "listening for telemetry",
                        STARTS_WITHIN,
                        () -> Telemetry.connect(wiring.filePrefix()));
        final int in = port(process, telemetry, wiring.inName());
        final int out = port(process, telemetry, wiring.outName());
        return new Trial(contestant, wiring, process, telemetry, new Sample.Ports(in, out));
    }

    private static int port(ChildProcess process, Telemetry telemetry, String device)
            throws BenchFailure {
        return process.await(
                "having a port on " + device, STARTS_WITHIN, () -> telemetry.find(device));
    }

    /** What a contestant has made of a finite file, once it is through. */
    record Passed(PortCounters in, PortCounters out, Rewrite claimed, Optional<Ledger> ledger) {}

    /** Waits until all frames are out, or until nothing moves any more. */
    Passed pass(int frames) throws BenchFailure {
        final Stillness stillness = new Stillness();
        process.awaitThat(
                "having sent " + frames + " frames",
                FINISHES_WITHIN,
                () -> {
                    final Sample now = Sample.inThenOut(telemetry, ports);
                    final long received = now.in().counters().received();
                    final long transmitted = now.out().counters().transmitted();
                    return transmitted >= frames
                            || (received > 0 && stillness.lasts(received + transmitted));
                });
        final Sample last = Sample.outThenIn(telemetry, ports);
        return new Passed(
                last.in().counters(),
                last.out().counters(),
                contestant.rewrite(telemetry.mac(ports.out())),
                contestant.ledger(wiring));
    }

    /** Lets the contestant run endlessly and counts what leaves within the window. */
    Round measure(Duration warmUp, Duration time) throws BenchFailure {
        process.awaitThat(
                "sending", STARTS_WITHIN, () -> telemetry.counters(ports.out()).transmitted() > 0);
        process.letRun(warmUp);
        final long notSentBefore = notSent();
        final CpuTimes cpuBefore = process.cpuTimes();
        final Sample start = Sample.outThenIn(telemetry, ports);
        process.letRun(time);
        final Window window = new Window(start, Sample.inThenOut(telemetry, ports));
        final double cpu = process.cpuTimes().busiestSince(cpuBefore);
        final Round round = Round.of(window, cpu, notSent() - notSentBefore);
        if (round.lost() > 0) {
            throw new BenchFailure(
                    contestant.name()
                            + " lost packets without a drop reason: "
                            + window.received()
                            + " came in, "
                            + window.transmitted()
                            + " went out, "
                            + round.dropped()
                            + " were counted as dropped, "
                            + round.lost()
                            + " more than it can hold are missing");
        }
        return round;
    }

    String dpdkVersion() {
        return telemetry.dpdkVersion();
    }

    /** Packets that by the contestant's own account ended otherwise than on the out port. */
    private long notSent() throws BenchFailure {
        return contestant
                .ledger(wiring)
                .map(ledger -> ledger.dropped() + ledger.consumed())
                .orElse(0L);
    }

    @Override
    public void close() throws BenchFailure {
        telemetry.close();
        process.close();
    }
}
