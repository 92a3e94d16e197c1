package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.Pipeline;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** A whole IPv4 table through one session, requests of 1,024 prefixes in a pipeline. */
final class BulkPut {

    private static final int UNANSWERED = 8;
    private static final int SAMPLE = 256;
    private static final long SEED = 20_261_120L;
    private static final RouteProtocol PROTOCOL = RouteProtocol.parse("bgp");

    private final ManagementClient client;
    private final List<Request> requests = new ArrayList<>();
    private final List<IpPrefix> prefixes = new ArrayList<>();
    private final long routesBefore;
    private long done;
    private String refused = "";

    BulkPut(ManagementClient client, RouteTable table) throws IOException, RefusedException {
        this.client = client;
        this.routesBefore = routes();
        for (int i = 0; i < table.size(); i++) {
            prefixes.add(new Ipv4Prefix((int) (table.high(i) >>> Integer.SIZE), table.length(i)));
        }
        final List<String> hops = BenchNetwork.nextHops(4);
        final int most = Request.PutRoutes.MAX_PREFIXES;
        for (int from = 0; from < prefixes.size(); from += most) {
            final String via = hops.get(requests.size() % hops.size());
            requests.add(
                    new Request.PutRoutes(
                            PutMode.CREATE,
                            RouteAttributes.builder()
                                    .via(IpAddress.parse(via))
                                    .protocol(PROTOCOL)
                                    .build(),
                            prefixes.subList(from, Math.min(from + most, prefixes.size()))));
        }
    }

    /** Puts all; routes a second, from the first request to the last answer. */
    double put() throws IOException, RefusedException, BenchFailure {
        done = 0;
        final Pipeline pipeline = client.pipeline(UNANSWERED);
        final long startNs = System.nanoTime();
        for (final Request each : requests) {
            pipeline.send(each, RouteTally.class, this::count);
        }
        pipeline.finish();
        final long tookNs = System.nanoTime() - startNs;
        if (done != prefixes.size()) {
            throw new BenchFailure(
                    "of " + prefixes.size() + " routes " + done + " were taken: " + refused);
        }
        return prefixes.size() * 1e9 / tookNs;
    }

    private void count(RouteTally tally) {
        done += tally.done();
        if (refused.isEmpty()) {
            refused = tally.sentence();
        }
    }

    /** All of them are there, and packets to some of them go that way. */
    void check() throws IOException, RefusedException, BenchFailure {
        final long more = routes() - routesBefore;
        if (more != prefixes.size()) {
            throw new BenchFailure(
                    "the forwarding table has "
                            + more
                            + " routes more than before "
                            + prefixes.size()
                            + " were put");
        }
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < SAMPLE; i++) {
            final IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
            client.stream(get(prefix.network()), RouteAnswer.class, this::check);
        }
    }

    private static Request get(IpAddress address) {
        return new Request.GetRoute(
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty());
    }

    private void check(RouteAnswer answer) throws IOException {
        if (answer.via().isEmpty() || !answer.protocol().equals(PROTOCOL)) {
            throw new IOException("a packet to " + answer.destination() + " would go " + answer);
        }
    }

    private long routes() throws IOException, RefusedException {
        return client.list(ResourceKind.FIB, FibStatus.class).stream()
                .filter(fib -> fib.family() == AddressFamily.INET)
                .mapToLong(FibStatus::routes)
                .sum();
    }

    void takeOut() throws IOException, RefusedException {
        final RouteSelector ours = RouteSelector.builder(TableId.MAIN).protocol(PROTOCOL).build();
        client.request(new Request.FlushRoutes(ours), _ -> {});
    }
}
