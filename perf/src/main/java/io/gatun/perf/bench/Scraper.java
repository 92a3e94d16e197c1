package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks a router ten times a second for a list on its channel and for its metrics over HTTP. */
final class Scraper implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PERIOD_NS = Duration.ofMillis(100).toNanos();

    /** Of the rounds there should have been; a busy CPU may hold some of them up. */
    private static final double LEAST_DONE = 0.8;

    private static final String SAMPLE = "gatun_port_receive_packets_total";

    /** Where a router answers. */
    record Target(RouterSocket socket, int httpPort) {}

    private final ManagementClient client;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest metrics;
    private final AtomicInteger rounds = new AtomicInteger();
    private final BusyClient busy;
    private long nextNs = System.nanoTime();

    private Scraper(ManagementClient client, int httpPort) {
        this.client = client;
        this.metrics =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                        .timeout(PATIENCE)
                        .build();
        this.busy = BusyClient.start("scraper", client, this::round);
    }

    static Scraper start(Target router) throws IOException {
        return new Scraper(ManagementClient.connect(router.socket()), router.httpPort());
    }

    private void round() throws IOException, RefusedException {
        client.list(ResourceKind.INTERFACE, InterfaceStatus.class);
        scrape();
        rounds.incrementAndGet();
        nextNs += PERIOD_NS;
        LockSupport.parkNanos(nextNs - System.nanoTime());
    }

    private void scrape() throws IOException {
        try {
            final HttpResponse<String> response = http.send(metrics, BodyHandlers.ofString());
            if (response.statusCode() != 200 || !response.body().contains(SAMPLE)) {
                throw new IOException("/metrics answers " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Fails unless it was asked as often as it should have been. */
    void check(Duration time) throws BenchFailure {
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
        busy.close();
        http.close();
    }
}
