package io.gatun.dataplane.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;

/** A thread of the router: its life, and its death, which must be heard of. */
class AgentThreadTest {

    private static final int PATIENCE_S = 30;

    private record Recording(List<String> events) implements AgentThread.Surroundings {

        @Override
        public void enter() {
            events.add("enter");
        }

        @Override
        public void leave() {
            events.add("leave");
        }
    }

    private record TestAgent(Runnable work) implements Agent {

        @Override
        public int doWork() {
            work.run();
            return 1;
        }

        @Override
        public String roleName() {
            return "test-agent";
        }
    }

    @Test
    void agentThatThrows_isReportedByName() throws Exception {
        final CompletableFuture<String> report = new CompletableFuture<>();
        final AgentThread thread =
                new AgentThread(
                        new TestAgent(() -> {
                            throw new IllegalStateException("broken on purpose");
                        }),
                        new YieldingIdleStrategy(),
                        new Recording(new ArrayList<>()),
                        (agent, cause) ->
                                report.complete(agent.roleName() + ": " + cause.getMessage()));

        thread.start();

        assertThat(report.get(PATIENCE_S, TimeUnit.SECONDS))
                .isEqualTo("test-agent: broken on purpose");
        thread.stop();
    }

    @Test
    void stop_letsTheDutyCycleEndAndLeavesItsSurroundings() throws Exception {
        final List<String> events = new ArrayList<>();
        final CountDownLatch worked = new CountDownLatch(3);
        final AgentThread thread =
                new AgentThread(
                        new TestAgent(worked::countDown),
                        new YieldingIdleStrategy(),
                        new Recording(events),
                        (agent, cause) -> events.add("died of " + cause));

        thread.start();
        assertThat(worked.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        thread.stop();

        assertThat(events).containsExactly("enter", "leave");
    }

    /** Who asks for the ledger must not wait for a worker that will never finish its round. */
    @Test
    void balanceOfAThreadThatDiedWithinARound_isReadAllTheSame() {
        final WorkerCounters counters = new WorkerCounters();
        counters.beginRound();
        counters.add(Account.RECEIVED, 64);

        assertThat(counters.balance().open()).isEqualTo(64);
    }
}
