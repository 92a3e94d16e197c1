package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.CountersSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the process lives, which answering proves, and whether the router forwards: control wrote
 * its counters lately, and saw every worker poll lately. Asks nobody who might be busy.
 */
final class HealthResponder implements Responder {

    static final String LIVE = "/healthz";
    static final String READY = "/readyz";
    static final List<String> PATHS = List.of(LIVE, READY);

    private static final Duration LATELY = Duration.ofSeconds(2);

    private final CountersFile counters;
    private final Clock clock;

    private record Health(boolean ready, String reason) {}

    HealthResponder(CountersFile counters, Clock clock) {
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public void respond(HttpCall call) throws IOException, RefusedException {
        if (!Methods.allow(call, Methods.READ)) {
            return;
        }
        if (call.path().equals(LIVE)) {
            call.send(200, HttpCall.TEXT, "ok\n".getBytes(UTF_8));
            return;
        }
        final Optional<String> reason = whyNotReady(counters.read(), clock.instant());
        call.sendJson(
                reason.isEmpty() ? 200 : Status.UNAVAILABLE,
                new Health(reason.isEmpty(), reason.orElse("")));
    }

    /** Absent when it forwards. */
    static Optional<String> whyNotReady(CountersSnapshot seen, Instant now) {
        final List<CounterSample> workers = seen.of(CounterKind.WORKER_POLLED).toList();
        if (workers.isEmpty()) {
            return Optional.of("it is still starting");
        }
        final Duration age = seen.age(now);
        if (age.compareTo(LATELY) > 0) {
            return Optional.of("control has not come round for " + age.toMillis() + " ms");
        }
        return workers.stream()
                .filter(worker -> silence(worker, now).compareTo(LATELY) > 0)
                .findFirst()
                .map(worker ->
                        worker.value() == 0
                                ? "worker " + worker.label() + " has not polled yet"
                                : "worker "
                                        + worker.label()
                                        + " has not polled for "
                                        + silence(worker, now).toMillis()
                                        + " ms");
    }

    private static Duration silence(CounterSample worker, Instant now) {
        return Duration.between(Instant.ofEpochMilli(worker.value()), now);
    }
}
