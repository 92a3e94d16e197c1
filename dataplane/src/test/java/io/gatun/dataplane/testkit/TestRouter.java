package io.gatun.dataplane.testkit;

import static java.util.stream.Collectors.joining;

import io.gatun.dataplane.Router;
import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.dataplane.control.Sight;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.MemoryPort;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.replay.VirtualClock;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.NeighborEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/**
 * A whole router in one thread: ports in memory, a clock the test moves. Packets go in with {@link
 * #receives}, what left is seen with {@link #sentBy}, what was counted since with {@link #counted}
 * and {@link #dropped}. {@link EveryPacketAccountedFor} closes it after the test.
 */
public final class TestRouter implements AutoCloseable {

    private static final long SEED = 42;
    private static final int BUFFERS = 1_024;
    private static final int CAPACITY = 9_216;
    private static final long NS_PER_MS = 1_000_000L;

    /** Move with every packet received and tell nothing of what became of it. */
    private static final Set<String> COUNTED_ON_RECEIPT =
            Set.of(
                    "Ip.InReceives",
                    "IpExt.InOctets",
                    "IpExt.InNoECTPkts",
                    "IpExt.InECT0Pkts",
                    "IpExt.InECT1Pkts",
                    "IpExt.InCEPkts",
                    "Ip6InReceives",
                    "Ip6InOctets",
                    "Ip6InNoECTPkts",
                    "Ip6InECT0Pkts",
                    "Ip6InECT1Pkts",
                    "Ip6InCEPkts");

    private final Map<String, MemoryPort> ports = new LinkedHashMap<>();
    private final Map<String, byte[]> macs = new LinkedHashMap<>();
    private final Map<String, List<Packet>> sent = new LinkedHashMap<>();
    private final VirtualClock clock = new VirtualClock(1_000 * NS_PER_MS);
    private final MemoryBuffers buffers;
    private final int buffersAtStart;
    private final Router router;
    private final Requests requests;
    private Map<String, Long> countersBefore;
    private Map<String, Long> dropsBefore;
    private boolean closed;

    private TestRouter(RouterConfiguration configuration, Supplier<Hooks> hooks, int bufferCount) {
        this.buffers = MemoryBuffers.of(bufferCount, CAPACITY);
        this.buffersAtStart = buffers.available();
        for (PortConfiguration port : configuration.ports()) {
            final List<Packet> out = new ArrayList<>();
            sent.put(port.name(), out);
            macs.put(port.name(), WireFormat.mac(port.mac().toString()));
            ports.put(
                    port.name(),
                    new MemoryPort(
                            port.name(),
                            port.mac().bits(),
                            port.mtu(),
                            buffers.view(),
                            frame -> out.add(new Packet(frame, clock.nanoTime()))));
        }
        this.router =
                new Router(
                        configuration,
                        List.<Port>copyOf(ports.values()),
                        new Router.Surroundings(buffers::view, clock, hooks, 1, SEED));
        this.requests = new Requests(router.control(), () -> null, ConfigurationFile.NONE);
        router.settle();
        mark();
        EveryPacketAccountedFor.watch(this);
    }

    /** A router configured by these parts. */
    public static TestRouter with(Part... parts) {
        return with(Hooks::none, parts);
    }

    public static TestRouter with(Supplier<Hooks> hooks, Part... parts) {
        return new TestRouter(configuration(parts), hooks, BUFFERS);
    }

    /** One with a pool so small that it runs dry. */
    public static TestRouter withBuffers(int count, Part... parts) {
        return new TestRouter(configuration(parts), Hooks::none, count);
    }

    /** A router as an operator's file describes it. */
    public static TestRouter from(String yaml) {
        return new TestRouter(parse(yaml), Hooks::none, BUFFERS);
    }

    /** A router of a configuration. */
    public static TestRouter of(RouterConfiguration configuration) {
        return new TestRouter(configuration, Hooks::none, BUFFERS);
    }

    /** What a router of these parts is configured with. */
    public static RouterConfiguration configuration(Part... parts) {
        return parse(yaml(parts));
    }

    /** What an operator's file says. */
    public static RouterConfiguration parse(String yaml) {
        try {
            return ConfigurationReader.readText(yaml, "test.yaml", Purpose.REPLAY);
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage() + "\n" + yaml, e);
        }
    }

    private static String yaml(Part... parts) {
        final Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            names.add(part.port());
        }
        names.remove("");
        final StringBuilder yaml = new StringBuilder("ports:\n");
        names.forEach(name -> yaml.append("  " + name + ": { mtu: 9000 }\n"));
        for (String section : List.of("workers", "interfaces", "routes", "neighbors", "tunables")) {
            final List<Part> here =
                    Stream.of(parts).filter(part -> part.section().equals(section)).toList();
            if (!here.isEmpty()) {
                yaml.append(section).append(":\n");
                yaml.append(here.stream().map(Part::line).collect(joining()));
            }
        }
        return yaml.toString();
    }

    /** Takes on another configuration while it runs, and does all that follows. */
    public TestRouter applies(RouterConfiguration next) {
        try {
            router.control().configuration().apply(next);
        } catch (RefusedException refused) {
            throw new AssertionError(refused.refusal().toString(), refused);
        }
        router.settle();
        Assertions.assertThat(ledger().balanced()).as("balance of %s", ledger()).isTrue();
        return this;
    }

    /** Lets the frames arrive together and the router do all that follows at once. */
    public TestRouter receives(String port, Frame... frames) {
        for (Frame frame : frames) {
            ports.get(port).deliver(frame.bytes(macs.get(port).clone()));
        }
        router.settle();
        Assertions.assertThat(ledger().balanced()).as("balance of %s", ledger()).isTrue();
        return this;
    }

    /** Lets the frames arrive while control has no time: the worker alone runs. */
    public TestRouter receivesWhileControlIsBusy(String port, Frame... frames) {
        for (Frame frame : frames) {
            ports.get(port).deliver(frame.bytes(macs.get(port).clone()));
        }
        while (ports.get(port).hasWaiting()) {
            router.workers().forEach(worker -> worker.doWork());
        }
        return this;
    }

    /** Packets that passed a node of the graph, ever. */
    public long passed(String node) {
        return router.sight().graph().nodes().stream()
                .filter(each -> each.name().equals(node))
                .mapToLong(each -> each.packets())
                .sum();
    }

    /** Makes a host known by its request for an address of the router: its neighbor is STALE. */
    public TestRouter knowsNeighbor(String port, String address, String mac) {
        final String own = addressOf(port);
        receives(port, ArpFrame.whoHas(own, address, mac));
        mark();
        return this;
    }

    private String addressOf(String interfaceName) {
        return router.sight().interfaces().stream()
                .filter(each -> each.name().equals(interfaceName))
                .findFirst()
                .orElseThrow()
                .addresses()
                .getFirst()
                .address()
                .toString();
    }

    /** Time goes by, timer by timer. */
    public TestRouter passes(int seconds) {
        return passesMs(seconds * 1_000L);
    }

    public TestRouter passesMs(long milliseconds) {
        final long end = clock.nanoTime() + milliseconds * NS_PER_MS;
        while (router.control().nextDeadlineNs() <= end) {
            clock.advanceTo(router.control().nextDeadlineNs());
            router.settle();
        }
        clock.advanceTo(end);
        Assertions.assertThat(ledger().balanced()).as("balance of %s", ledger()).isTrue();
        return this;
    }

    public long nowNs() {
        return clock.nanoTime();
    }

    public TestRouter linkGoesDown(String port) {
        ports.get(port).setUp(false);
        return this;
    }

    public TestRouter linkComesUp(String port) {
        ports.get(port).setUp(true);
        return this;
    }

    public String mac(String port) {
        return WireFormat.macText(macs.get(port), 0);
    }

    /** What left by a port since the last mark. */
    public List<Packet> sentBy(String port) {
        return List.copyOf(sent.get(port));
    }

    /** What left by any port since the last mark. */
    public List<Packet> sent() {
        return sent.values().stream().flatMap(List::stream).toList();
    }

    /** Only ARP requests and replies. */
    public List<Packet> arpSentBy(String port) {
        return sentBy(port).stream().filter(Packet::isArp).toList();
    }

    public List<Packet> ipv4SentBy(String port) {
        return sentBy(port).stream().filter(Packet::isIpv4).toList();
    }

    /** But for Neighbor Discovery. */
    public List<Packet> ipv6SentBy(String port) {
        return sentBy(port).stream()
                .filter(packet -> packet.isIpv6() && !packet.isDiscovery())
                .toList();
    }

    /** Forgets what was sent and counted so far. */
    public TestRouter mark() {
        sent.values().forEach(List::clear);
        countersBefore = counters();
        dropsBefore = drops();
        return this;
    }

    /** By how much one counter moved since the last mark. */
    public long counted(String name) {
        return counters().getOrDefault(name, 0L) - countersBefore.getOrDefault(name, 0L);
    }

    /** All counters that moved since the last mark, but for those that move on every receipt. */
    public Map<String, Long> counted() {
        final Map<String, Long> moved = moved(counters(), countersBefore);
        moved.keySet().removeAll(COUNTED_ON_RECEIPT);
        return moved;
    }

    /** Drop reasons and how many packets ended for each since the last mark. */
    public Map<String, Long> dropped() {
        return moved(drops(), dropsBefore);
    }

    private static Map<String, Long> moved(Map<String, Long> now, Map<String, Long> before) {
        final Map<String, Long> moved = new TreeMap<>();
        now.forEach((name, value) -> moved.put(name, value - before.getOrDefault(name, 0L)));
        moved.values().removeIf(difference -> difference == 0);
        return moved;
    }

    private Map<String, Long> counters() {
        final Map<String, Long> all = new TreeMap<>();
        for (CounterValue each : router.sight().counters()) {
            all.put(each.name(), each.value());
        }
        return all;
    }

    private Map<String, Long> drops() {
        final Map<String, Long> all = new TreeMap<>();
        for (DropCount each : router.sight().drops()) {
            all.put(each.reason(), each.count());
        }
        return all;
    }

    public Ledger ledger() {
        return router.sight().ledger();
    }

    public Sight sight() {
        return router.sight();
    }

    /** What the router says it would do with a frame; whatever it says, nothing is to change. */
    public Explanation explain(String port, Frame frame) {
        final Request request =
                new Request.Explain(
                        port, HexFormat.of().formatHex(frame.bytes(macs.get(port).clone())), false);
        final Answer answer = requests.answer(request, new Caller("test"));
        if (answer instanceof Answer.Rows rows) {
            return (Explanation) rows.rows().next();
        }
        throw new AssertionError(answer.toString());
    }

    public Router router() {
        return router;
    }

    public int buffersInUse() {
        return buffersAtStart - buffers.available();
    }

    public MemoryBuffers buffers() {
        return buffers;
    }

    public Optional<NeighborEntry> neighbor(String interfaceName, String address) {
        return router.sight().neighbors().stream()
                .filter(each -> each.interfaceName().equals(interfaceName))
                .filter(each -> each.address().toString().equals(address))
                .findFirst();
    }

    /** The state's name, or "none" where there is no such neighbor. */
    public String neighborState(String interfaceName, String address) {
        return neighbor(interfaceName, address).map(each -> each.state().name()).orElse("none");
    }

    /** Stops the router and proves that no packet and no buffer is missing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        router.control().onClose();
        router.workers().forEach(worker -> worker.doWork());
        final Ledger ledger = ledger();
        Assertions.assertThat(ledger.balanced()).as("balance of %s", ledger).isTrue();
        Assertions.assertThat(ledger.held()).as("held of %s", ledger).isZero();
        Assertions.assertThat(buffersInUse()).as("buffers not given back").isZero();
    }

    @Override
    public String toString() {
        return "sent %s, counted %s, dropped %s"
                .formatted(
                        sent,
                        Arrays.toString(counted().entrySet().toArray()),
                        Arrays.toString(dropped().entrySet().toArray()));
    }
}
