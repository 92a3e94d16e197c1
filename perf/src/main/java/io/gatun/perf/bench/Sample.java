package io.gatun.perf.bench;

/** The counters of both ports, read one after the other. */
record Sample(Reading in, Reading out) {

    /** The port ids of a contestant's process. */
    record Ports(int in, int out) {}

    /**
     * One port's counters, and between which two times ({@link System#nanoTime}) they were read.
     */
    record Reading(long askedAtNs, long answeredAtNs, PortCounters counters) {

        static Reading take(Telemetry telemetry, int port) throws BenchFailure {
            final long askedAtNs = System.nanoTime();
            final PortCounters counters = telemetry.counters(port);
            return new Reading(askedAtNs, System.nanoTime(), counters);
        }

        long atNs() {
            return askedAtNs + (answeredAtNs - askedAtNs) / 2;
        }
    }

    static Sample inThenOut(Telemetry telemetry, Ports ports) throws BenchFailure {
        final Reading in = Reading.take(telemetry, ports.in);
        return new Sample(in, Reading.take(telemetry, ports.out));
    }

    static Sample outThenIn(Telemetry telemetry, Ports ports) throws BenchFailure {
        final Reading out = Reading.take(telemetry, ports.out);
        return new Sample(Reading.take(telemetry, ports.in), out);
    }
}
