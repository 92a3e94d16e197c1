package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** Puts a whole table into a router and takes it out again, over and over. */
final class Putter implements AutoCloseable {

    private final ManagementClient client;
    private final BulkPut bulk;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("putter").unstarted(this::run);
    private volatile boolean isRunning = true;

    private Putter(ManagementClient client, RouteTable table) throws IOException, RefusedException {
        this.client = client;
        this.bulk = new BulkPut(client, table);
    }

    static Putter start(RouterSocket socket, RouteTable table)
            throws IOException, RefusedException {
        final Putter putter = new Putter(ManagementClient.connect(socket), table);
        putter.thread.start();
        return putter;
    }

    private void run() {
        try {
            while (isRunning) {
                bulk.put();
                bulk.takeOut();
            }
        } catch (IOException | RefusedException | BenchFailure | RuntimeException e) {
            failure.set(e);
        }
    }

    /** Ends with the table taken out. */
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
        if (failure.get() != null) {
            throw new BenchFailure(
                    "routes could not be put: " + failure.get().getMessage(), failure.get());
        }
    }
}
