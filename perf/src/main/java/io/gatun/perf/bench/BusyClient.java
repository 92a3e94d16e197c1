package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a router for something over and over, in a thread of its own, until it is closed. */
final class BusyClient implements AutoCloseable {

    private final ManagementClient client;
    private final Round round;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean isRunning = true;

    /** What it does each time. */
    interface Round {
        void run() throws IOException, RefusedException, BenchFailure;
    }

    private BusyClient(String name, ManagementClient client, Round round) {
        this.client = client;
        this.round = round;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    static BusyClient start(String name, ManagementClient client, Round round) {
        final BusyClient busy = new BusyClient(name, client, round);
        busy.thread.start();
        return busy;
    }

    private void run() {
        try {
            while (isRunning) {
                round.run();
            }
        } catch (IOException | RefusedException | BenchFailure | RuntimeException e) {
            failure.set(e);
        }
    }

    /** Ends after a whole round; fails when one did. */
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
        final Exception cause = failure.get();
        if (cause != null) {
            throw new BenchFailure("the router was asked in vain: " + cause.getMessage(), cause);
        }
    }
}
