package io.gatun.dataplane.lifecycle;

import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.graph.Clock;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Where a {@link ConfigurationDesk} works, one request after the other. */
public final class ConfigurationThread implements ConfigurationFile, AutoCloseable {

    private static final int WAITING_REQUESTS = 16;
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_PATIENCE_MS = 5_000;

    private final ConfigurationDesk desk;
    private final Clock clock;
    private final Consumer<String> log;
    private final BlockingQueue<Runnable> requests = new ArrayBlockingQueue<>(WAITING_REQUESTS);
    private final Thread thread;
    private volatile boolean running = true;

    public ConfigurationThread(ConfigurationDesk desk, Clock clock, Consumer<String> log) {
        this.desk = desk;
        this.clock = clock;
        this.log = log;
        thread = Thread.ofPlatform().name("gatun-configuration").daemon().start(this::run);
    }

    private void run() {
        try {
            while (running) {
                final long waitNs =
                        Math.min(desk.nextDeadlineNs() - clock.nanoTime(), LONGEST_WAIT_NS);
                final Runnable next = requests.poll(waitNs, TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                }
                pollDesk();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void pollDesk() {
        try {
            desk.poll();
        } catch (RuntimeException e) { // a fault here must not end what guards the configuration
            log.accept("note: the configuration could not be looked after: " + e);
        }
    }

    @Override
    public Answer answer(Request.OfConfiguration request, Caller caller) {
        final Pending pending = new Pending();
        final boolean accepted =
                requests.offer(() -> pending.complete(answerNow(request, caller.name())));
        return accepted
                ? new Answer.Later(pending)
                : Answer.refused(
                        RefusalCode.BUSY,
                        "too many requests wait for the configuration; try again");
    }

    private Answer answerNow(Request.OfConfiguration request, String who) {
        try {
            return desk.answer(request, who);
        } catch (RuntimeException e) { // a fault here must not end what guards the configuration
            log.accept("note: a request failed: " + e);
            return Answer.refused(
                    RefusalCode.FAILED, "the router could not answer; its log says why");
        }
    }

    /** Puts in force what the file holds by now, and says in the log what came of it. */
    public void reload(String who) {
        final var reload = new Request.OfConfiguration.ReloadConfiguration("");
        requests.offer(() -> {
            switch (answerNow(reload, who)) {
                case Answer.Last(Reply.Refusal refusal) ->
                        log.accept("not reloaded: " + refusal.sentence());
                case Answer.Rows rows when rows.rows().hasNext() ->
                        log.accept("reloaded: " + rows.rows().next());
                default -> log.accept("reloaded: the file is as it was");
            }
        });
    }

    /** Lets the running request end. */
    @Override
    public void close() {
        running = false;
        requests.offer(() -> {}); // it may sleep
        try {
            thread.join(END_PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
