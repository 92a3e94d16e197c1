package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatun.mgmt.model.MacAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole runs on real DPDK processes, so short that their rates mean nothing. */
class ForwardBenchTest {

    private static final ForwardBench.Plan PLAN =
            new ForwardBench.Plan(
                    new Traffic(300, 96, 1),
                    new Traffic(300, 96, 1),
                    2,
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    1,
                    Hugepages.Choice.OFF);

    private final StringWriter said = new StringWriter();
    private final Console console = new Console(new PrintWriter(said));

    @BeforeAll
    static void testpmdIsInstalled() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/dpdk-testpmd")),
                "needs dpdk-testpmd (apt-get install dpdk-dev)");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two CPUs");
    }

    @Test
    void testpmdBesideItself_isCheckedMeasuredAndCleanedUp() throws BenchFailure {
        final ForwardReport report =
                ForwardBench.run(
                        PLAN,
                        new Testpmd(console),
                        Optional.empty(),
                        Optional.of(new Testpmd(console)),
                        console);

        assertThat(report.ours().mpps()).hasSize(2).allMatch(mpps -> mpps > 0);
        assertThat(report.peer().mpps()).hasSize(2).allMatch(mpps -> mpps > 0);
        assertThat(report.conditions().dpdk()).startsWith("DPDK ");
        assertThat(said.toString()).contains("testpmd-io: all 300 frames came out right");
        assertThat(RuntimeFolder.of("gatun-bench-" + ProcessHandle.current().pid() + "-1"))
                .doesNotExist();
    }

    @Test
    void contestantThatDoesNotForwardAsItClaims_isNotReported() {
        assertThatThrownBy(() ->
                        ForwardBench.run(
                                PLAN,
                                claimingToRoute(),
                                Optional.empty(),
                                Optional.empty(),
                                console))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining(
                        "300 frames were sent, 300 came in, 300 went out, 300 of them wrong, 0 are missing")
                .hasMessageContaining(
                        "flow 0: destination MAC is 020000000001, expected 0200000001fe");
    }

    @Test
    void contestantThatEndsAtOnce_isReportedWithItsLastWords() {
        final Contestant broken =
                new Claiming() {
                    @Override
                    public ProcessBuilder process(Wiring wiring) {
                        return new ProcessBuilder("sh", "-c", "echo no such thing; exit 3");
                    }
                };

        assertThatThrownBy(() ->
                        ForwardBench.run(PLAN, broken, Optional.empty(), Optional.empty(), console))
                .hasMessageContaining("ended with 3 before listening for telemetry")
                .hasMessageContaining("no such thing");
    }

    private Contestant claimingToRoute() {
        return new Claiming();
    }

    /** A wire that says it is a router. */
    private class Claiming implements Contestant {

        private final Testpmd testpmd = new Testpmd(console);

        @Override
        public String name() {
            return "braggart";
        }

        @Override
        public String leavesOut() {
            return "";
        }

        @Override
        public void prepare() {}

        @Override
        public ProcessBuilder process(Wiring wiring) {
            return testpmd.process(wiring);
        }

        @Override
        public Rewrite rewrite(MacAddress outPort) {
            return new Rewrite.Hop(BenchNetwork.NEXT_HOP_MAC, outPort);
        }
    }
}
