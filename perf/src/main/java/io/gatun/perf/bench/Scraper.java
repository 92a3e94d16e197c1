package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Asks a router ten times a second for a list and for all its counters. */
final class Scraper implements AutoCloseable {

    private static final long PERIOD_NS = Duration.ofMillis(100).toNanos();

    /** Of the rounds there should have been; a busy CPU may hold some of them up. */
    private static final double LEAST_DONE = 0.8;

    private final ManagementClient client;
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean isRunning = true;

    private Scraper(ManagementClient client) {
        this.client = client;
        this.thread = Thread.ofPlatform().daemon().name("scraper").unstarted(this::run);
    }

    static Scraper start(RouterSocket socket) throws IOException {
        final Scraper scraper = new Scraper(ManagementClient.connect(socket));
        scraper.thread.start();
        return scraper;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (isRunning) {
                client.list(ResourceKind.INTERFACE, InterfaceStatus.class);
                client.list(ResourceKind.COUNTER, CounterValue.class);
                rounds.incrementAndGet();
                next += PERIOD_NS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException | RefusedException | RuntimeException e) {
            failure.set(e);
        }
    }

    /** Fails unless it was asked as often as it should have been. */
    void check(Duration time) throws BenchFailure {
        if (failure.get() != null) {
            throw new BenchFailure(
                    "the router does not answer: " + failure.get().getMessage(), failure.get());
        }
        final long wanted = time.toNanos() / PERIOD_NS;
        if (rounds.get() < LEAST_DONE * wanted) {
            throw new BenchFailure(
                    "the router was scraped "
                            + rounds.get()
                            + " times in "
                            + time
                            + " instead of "
                            + wanted
                            + "; is the machine busy?");
        }
    }

    @Override
    public void close() throws BenchFailure {
        isRunning = false;
        try {
            thread.join();
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        } catch (IOException e) {
            throw new BenchFailure("the channel does not close: " + e.getMessage(), e);
        }
    }
}
