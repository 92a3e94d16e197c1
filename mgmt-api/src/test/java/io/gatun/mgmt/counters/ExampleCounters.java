package io.gatun.mgmt.counters;

import static io.gatun.mgmt.counters.CounterKind.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.AtomicCounter;

/** The counters of a router that has done a little. */
public final class ExampleCounters implements AutoCloseable {

    private final CountersWriter file;
    private final AtomicCounter clock;
    private final AtomicCounter received;

    public ExampleCounters(Path folder, String router) throws IOException {
        file = CountersWriter.create(folder, router, "0.1.0");
        file.add(UPDATED, "").setRelease(System.currentTimeMillis());
        clock = file.add(CLOCK, "");
        file.add(UPTIME, "").setRelease(TimeUnit.SECONDS.toNanos(3_723));
        file.add(WORKERS, "").setRelease(2);
        file.add(PORT_UP, "", "west").setRelease(1);
        received = file.add(PORT_RX_PACKETS, "", "west");
        file.add(WORKER_POLLS, "", "0").setRelease(1_000);
        file.add(WORKER_BUSY, "", "0").setRelease(1_500_000_000);
        file.add(NODE_PACKETS, "", "ipv4-input").setRelease(17);
        file.add(DROP_PACKETS, "IPv4 header checksum is wrong", "IPV4_BAD_CHECKSUM").setRelease(3);
        file.add(DROP_PACKETS, "no route to the destination", "IPV4_NO_ROUTE");
        file.add(NEIGHBORS, "", "ipv4", "reachable").setRelease(2);
        file.add(LEDGER_RECEIVED, "").setRelease(10);
        file.add(LEDGER_ORIGINATED, "").setRelease(2);
        file.add(LEDGER_TRANSMITTED, "").setRelease(8);
        file.add(LEDGER_CONSUMED, "").setRelease(1);
        file.add(LEDGER_DROPPED, "").setRelease(3);
        file.add(LEDGER_BALANCED, "").setRelease(1);
    }

    /** Lets time pass and packets come in. */
    public ExampleCounters passes(long nanoseconds, long packets) {
        clock.getAndAdd(nanoseconds);
        received.getAndAdd(packets);
        return this;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
