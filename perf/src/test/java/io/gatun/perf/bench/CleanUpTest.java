package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanUpTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void steps_runLastFirstAndOnce() throws BenchFailure {
        final CleanUp cleanUp = new CleanUp();
        cleanUp.add("do first", () -> done.add("first"));
        cleanUp.add("do second", () -> done.add("second"));

        cleanUp.close();
        cleanUp.close();

        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void stepThatFails_doesNotStopTheOthers() throws BenchFailure {
        try (CleanUp cleanUp = new CleanUp()) {
            cleanUp.add("do first", () -> done.add("first"));
            cleanUp.add("fail", () -> Integer.parseInt("x"));
        }

        assertThat(done).containsExactly("first");
    }

    @Test
    void changesAfterTheEnd_areRefused() {
        final CleanUp cleanUp = new CleanUp();
        cleanUp.close();

        assertThatThrownBy(() -> cleanUp.add("do late", () -> {}))
                .hasMessage("the run was interrupted");
    }
}
