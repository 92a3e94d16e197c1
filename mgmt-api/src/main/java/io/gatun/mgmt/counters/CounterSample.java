package io.gatun.mgmt.counters;

import java.util.List;

/**
 * One counter at one moment.
 *
 * @param labels values in the order of the kind's label names
 * @param sentence of it for a person, or empty
 * @param value in the unit of the kind
 */
public record CounterSample(CounterKind kind, List<String> labels, String sentence, long value) {

    public CounterSample {
        labels = List.copyOf(labels);
    }

    /** The value of the first label. */
    public String label() {
        return labels.getFirst();
    }
}
