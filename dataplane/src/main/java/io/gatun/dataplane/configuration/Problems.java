package io.gatun.dataplane.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, up to a bound: after a hundred lines nobody reads on. */
final class Problems {

    private static final int MOST = 100;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String sentence) {
        add(file, line, sentence);
    }

    /** In another file, which this one names. */
    void add(String other, int line, String sentence) {
        if (found.size() < MOST) {
            found.add(new Problem(other, line, sentence));
        }
    }

    void throwIfAny() throws ConfigurationException {
        if (!found.isEmpty()) {
            throw new ConfigurationException(
                    found.stream().sorted(Comparator.comparingInt(Problem::line)).toList());
        }
    }
}
