package io.gatun.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadAffinityTest {

    @Test
    void pinnedThread_mayRunOnThatProcessorOnlyAndLeavesOthersFree() throws InterruptedException {
        List<Integer> before = ThreadAffinity.allowed();
        int last = before.getLast();
        var seen = new ArrayList<Integer>();
        var worker =
                new Thread(() -> {
                    ThreadAffinity.pin(last);
                    seen.addAll(ThreadAffinity.allowed());
                });
        worker.start();
        worker.join();

        assertThat(seen).containsExactly(last);
        assertThat(ThreadAffinity.allowed()).isEqualTo(before);
    }

    @Test
    void processorThatDoesNotExist_isRefusedWithThoseThatDo() {
        assertThatThrownBy(() -> ThreadAffinity.pin(8000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "sched_setaffinity to processors [8000] failed with errno 22; the host has processors [0");
    }
}
