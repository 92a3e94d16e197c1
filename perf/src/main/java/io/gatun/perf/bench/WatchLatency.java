package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One client adds a route at a steady pace, another one watches: how long after a request was due
 * its event is there. What a late request delays counts too.
 */
final class WatchLatency {

    static final int CHANGES = 4_000;
    static final long PERIOD_NS = Duration.ofMillis(1).toNanos();

    private static final int FIRST = Ipv4Address.parse("100.64.0.0").bits();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LONGEST_US = TimeUnit.MINUTES.toMicros(1);
    private static final RouteProtocol PROTOCOL = RouteProtocol.parse("babel");
    private static final RouteAttributes ROUTE =
            RouteAttributes.builder().via(BenchNetwork.NEXT_HOP).protocol(PROTOCOL).build();

    private final AtomicLongArray dueNs = new AtomicLongArray(CHANGES);
    private final Histogram latencyUs = new Histogram(LONGEST_US, 3);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private WatchLatency() {}

    /** Microseconds from when a request was due to when its event is read. */
    static Histogram measure(RouterSocket socket)
            throws IOException, RefusedException, BenchFailure {
        final WatchLatency latency = new WatchLatency();
        try (ManagementClient watcher = ManagementClient.connect(socket);
                ManagementClient changer = ManagementClient.connect(socket)) {
            watcher.watch(new Request.Watch(Set.of(EventGroup.ROUTE_IPV4), false), latency.events);
            final Thread listener =
                    Thread.ofPlatform().daemon().name("watcher").start(() -> latency.hear(watcher));
            latency.change(changer);
            listener.join();
            changer.request(
                    new Request.FlushRoutes(
                            RouteSelector.builder(TableId.MAIN).protocol(PROTOCOL).build()),
                    _ -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        return latency.all();
    }

    private void change(ManagementClient client) throws IOException, RefusedException {
        long next = System.nanoTime();
        for (int i = 0; i < CHANGES; i++) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            dueNs.set(i, next);
            client.request(
                    new Request.PutRoute(
                            PutMode.CREATE, new Ipv4Prefix(FIRST + i, Integer.SIZE), ROUTE),
                    _ -> {});
            next += PERIOD_NS;
        }
    }

    private void hear(ManagementClient client) {
        try {
            while (latencyUs.getTotalCount() < CHANGES && client.hear(PATIENCE)) {
                // recorded as they come
            }
        } catch (IOException | RefusedException | RuntimeException e) {
            failure.set(e);
        }
    }

    private final WatchListener events =
            new WatchListener() {
                @Override
                public void event(Reply.Event event) {
                    final int i =
                            ((Ipv4Prefix) ((RouteEntry) event.row()).prefix()).network().bits()
                                    - FIRST;
                    latencyUs.recordValue(
                            TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNs.get(i)));
                }

                @Override
                public void overrun(long lost) throws IOException {
                    throw new IOException(lost + " events were lost");
                }
            };

    private Histogram all() throws BenchFailure {
        if (failure.get() != null) {
            throw new BenchFailure("the watch ended: " + failure.get().getMessage(), failure.get());
        }
        if (latencyUs.getTotalCount() != CHANGES) {
            throw new BenchFailure(
                    "of " + CHANGES + " changes " + latencyUs.getTotalCount() + " were told");
        }
        return latencyUs;
    }
}
