package io.gatun.mgmt.counters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All counters of one router at one moment.
 *
 * @param pid of the router's process
 * @param started when that process started
 * @param isAlive whether it still runs
 */
public record CountersSnapshot(
        String router,
        String version,
        long pid,
        Instant started,
        boolean isAlive,
        List<CounterSample> counters) {

    public CountersSnapshot {
        counters = List.copyOf(counters);
    }

    /** Counters of one kind, in the order they were made. */
    public Stream<CounterSample> of(CounterKind kind) {
        return counters.stream().filter(counter -> counter.kind() == kind);
    }

    public Optional<CounterSample> find(CounterKind kind, String... labels) {
        final List<String> values = List.of(labels);
        return of(kind).filter(counter -> counter.labels().equals(values)).findFirst();
    }

    /** The value of a counter; 0 where there is none. */
    public long value(CounterKind kind, String... labels) {
        return find(kind, labels).map(CounterSample::value).orElse(0L);
    }

    /** When the router last wrote these numbers. */
    public Instant updated() {
        return Instant.ofEpochMilli(value(CounterKind.UPDATED));
    }

    /** Never below zero, however the clocks were set. */
    public Duration age(Instant now) {
        final Duration age = Duration.between(updated(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
