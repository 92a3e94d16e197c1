package io.gatun.dataplane.worker;

import java.util.function.BiConsumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;

/**
 * Runs an agent's duty cycle on a thread of its own until it is told to stop. An agent that throws
 * is reported at once: a router with a dead worker must not go on in silence.
 */
public final class AgentThread {

    private final Agent agent;
    private final IdleStrategy idle;
    private final Surroundings surroundings;
    private final Thread thread;
    private volatile boolean running = true;

    /** What the thread does before its first and after its last duty cycle. */
    public interface Surroundings {
        void enter();

        void leave();
    }

    public AgentThread(
            Agent agent,
            IdleStrategy idle,
            Surroundings surroundings,
            BiConsumer<Agent, Throwable> onDeath) {
        this.agent = agent;
        this.idle = idle;
        this.surroundings = surroundings;
        this.thread = new Thread(() -> run(onDeath), agent.roleName());
    }

    public void start() {
        thread.start();
    }

    private void run(BiConsumer<Agent, Throwable> onDeath) {
        try {
            surroundings.enter();
            while (running) {
                idle.idle(agent.doWork());
            }
            surroundings.leave();
        } catch (Throwable death) { // whatever it is, it must be heard of
            onDeath.accept(agent, death);
        }
    }

    /** Lets the running duty cycle end and waits for it. */
    public void stop() throws InterruptedException {
        running = false;
        thread.join();
    }
}
