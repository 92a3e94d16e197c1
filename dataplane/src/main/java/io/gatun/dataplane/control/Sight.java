package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Tracer;
import io.gatun.dataplane.graph.WorkerCounters.AtPort;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.LinkState;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.port.PortCounts;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.AddressEntry;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.GraphDrawing;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.model.TraceRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the router knows and has counted, as resources. For control's thread. */
public final class Sight {

    private static final int ICMP_TYPES = 256;

    private final List<Port> ports;
    private final InterfaceKeeper interfaces;
    private final LinkStates links;
    private final RouteKeeper routes;
    private final NeighborKeeper neighbors;
    private final LedgerKeeper ledger;
    private final List<WorkerLink> workers;
    private final Clock clock;
    private final DropSamples lastDrops;
    private final IntSupplier defaultTtl;

    Sight(
            List<Port> ports,
            InterfaceKeeper interfaces,
            LinkStates links,
            RouteKeeper routes,
            NeighborKeeper neighbors,
            LedgerKeeper ledger,
            List<WorkerLink> workers,
            Clock clock,
            DropSamples lastDrops,
            IntSupplier defaultTtl) {
        this.ports = ports;
        this.interfaces = interfaces;
        this.links = links;
        this.routes = routes;
        this.neighbors = neighbors;
        this.ledger = ledger;
        this.workers = workers;
        this.clock = clock;
        this.lastDrops = lastDrops;
        this.defaultTtl = defaultTtl;
    }

    public List<PortStatus> ports() {
        return IntStream.range(0, ports.size()).mapToObj(this::status).toList();
    }

    private PortStatus status(int index) {
        final Port port = ports.get(index);
        final PortCounts counts = port.counts();
        final LinkState link = port.link();
        return new PortStatus(
                port.name(),
                port.device(),
                port.driver(),
                new MacAddress(port.mac()),
                port.mtu(),
                new PortStatus.Link(link.up(), link.speedMbps()),
                counts.rxPackets(),
                counts.rxBytes(),
                counts.rxMissed(),
                counts.rxErrors(),
                counts.rxNoBuffer(),
                atPort(AtPort.RX_OTHERHOST_DROPPED, index),
                atPort(AtPort.RX_NOHANDLER, index),
                counts.txPackets(),
                counts.txBytes(),
                counts.txErrors(),
                atPort(AtPort.TX_DROPPED, index));
    }

    private long atPort(AtPort counter, int port) {
        return workers.stream().mapToLong(each -> each.counters().read(counter, port)).sum();
    }

    public List<InterfaceStatus> interfaces() {
        final List<InterfaceStatus> rows = new ArrayList<>();
        for (int i : interfaces.indexes()) {
            final var configured = interfaces.configuration(i);
            final Port port = ports.get(interfaces.row(i).port());
            rows.add(
                    new InterfaceStatus(
                            configured.name(),
                            port.name(),
                            configured.vlan(),
                            links.isUp(i),
                            port.link().up(),
                            new MacAddress(port.mac()),
                            configured.mtu(),
                            interfaces.all(i),
                            configured.forwarding()));
        }
        return rows;
    }

    /** Every address, by interface. */
    public List<AddressEntry> addresses() {
        final List<AddressEntry> rows = new ArrayList<>();
        for (int i : interfaces.indexes()) {
            final Set<IpPrefix> subnets = new HashSet<>();
            for (InterfaceAddress each : interfaces.all(i)) {
                final boolean isLinkLocal =
                        each.address() instanceof Ipv6Address ipv6 && ipv6.isLinkLocal();
                rows.add(
                        new AddressEntry(
                                each,
                                interfaces.configuration(i).name(),
                                isLinkLocal ? RouteScope.LINK : RouteScope.UNIVERSE,
                                !interfaces.configuration(i).addresses().contains(each),
                                !subnets.add(each.prefix())
                                        && each.address() instanceof Ipv4Address));
            }
        }
        return rows;
    }

    /** Every route of a table, of both families. */
    public List<RouteEntry> routes(TableId table) {
        final List<RouteEntry> rows = new ArrayList<>();
        new RouteRows(routes, interfaces, RouteSelector.all(table)).forEachRemaining(rows::add);
        return rows;
    }

    /** The forwarding tables that packets meet first, one for each family. */
    public List<FibStatus> fibs() {
        return Stream.of(AddressFamily.values())
                .map(family -> FibRow.of(family, routes.forwarding()))
                .toList();
    }

    /** Without those that were never asked for. */
    public List<NeighborEntry> neighbors() {
        final long now = clock.nanoTime();
        return neighbors.all().stream()
                .filter(neighbor -> neighbor.state != NeighborState.NONE)
                .map(neighbor -> entry(neighbor, interfaces, now))
                .toList();
    }

    /** Neighbors in a state, counted as they change. */
    public long neighbors(AddressFamily family, NeighborState state) {
        return neighbors.inState(family == AddressFamily.INET ? Family.IPV4 : Family.IPV6, state);
    }

    static NeighborEntry entry(Neighbor neighbor, InterfaceKeeper interfaces, long now) {
        return new NeighborEntry(
                neighbor.address,
                interfaces.configuration(neighbor.interfaceIndex).name(),
                neighbor.isValid() ? Optional.of(new MacAddress(neighbor.mac)) : Optional.empty(),
                neighbor.state,
                (now - neighbor.enteredNs) / 1_000_000,
                neighbor.isRouter);
    }

    /**
     * What stands among Linux's counters and counts nothing (RFC 4293 ipForwarding, ipDefaultTTL):
     * 1 where some interface forwards, 2 where none does, and the TTL of what the router makes.
     */
    public List<CounterValue> scalars() {
        final boolean isRouter =
                IntStream.of(interfaces.indexes())
                        .anyMatch(i -> interfaces.configuration(i).forwarding());
        return List.of(
                new CounterValue("Ip.Forwarding", isRouter ? 1 : 2),
                new CounterValue("Ip.DefaultTTL", defaultTtl.getAsInt()));
    }

    /** Every counter under its Linux name; ICMP by number where a message of the type was seen. */
    public List<CounterValue> counters() {
        final List<CounterValue> rows = new ArrayList<>();
        for (Mib counter : Mib.values()) {
            rows.add(new CounterValue(counter.linuxName(), ledger.read(counter)));
        }
        for (int type = 0; type < ICMP_TYPES; type++) {
            addIfSeen(rows, "IcmpMsg.InType" + type, ledger.icmpInType(type));
            addIfSeen(rows, "IcmpMsg.OutType" + type, ledger.icmpOutType(type));
            addIfSeen(rows, "Icmp6InType" + type, ledger.icmp6InType(type));
            addIfSeen(rows, "Icmp6OutType" + type, ledger.icmp6OutType(type));
        }
        return rows;
    }

    private static void addIfSeen(List<CounterValue> rows, String name, long value) {
        if (value > 0) {
            rows.add(new CounterValue(name, value));
        }
    }

    /** Reasons for which a packet was dropped. */
    public List<DropCount> drops() {
        return everyReason().stream().filter(drop -> drop.count() > 0).toList();
    }

    /** Every reason a packet can be dropped for. */
    public List<DropCount> everyReason() {
        return Stream.of(DropReason.values())
                .filter(reason -> reason != DropReason.NONE)
                .map(reason ->
                        new DropCount(
                                reason.name(),
                                reason.sentence(),
                                reason.source(),
                                ledger.read(reason),
                                lastDrops.read(reason)))
                .toList();
    }

    public Ledger ledger() {
        return ledger.read();
    }

    /** Absent when a worker was met with packets in the graph {@code tries} times. */
    public Optional<Ledger> ledgerWithin(int tries) {
        return ledger.readWithin(tries);
    }

    /** The graph all workers run, with what passed its nodes in all of them. */
    public GraphDrawing graph() {
        final Graph graph = workers.getFirst().graph();
        final List<GraphDrawing.NodeCount> nodes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            final int node = i;
            final long ns =
                    workers.stream()
                            .mapToLong(worker -> worker.nodeCounters().nanoseconds(node))
                            .sum();
            nodes.add(
                    new GraphDrawing.NodeCount(
                            graph.nodes().get(i).spec().name(),
                            workers.stream()
                                    .mapToLong(worker -> worker.nodeCounters().packets(node))
                                    .sum(),
                            workers.stream()
                                    .mapToLong(worker -> worker.nodeCounters().batches(node))
                                    .sum(),
                            CpuFrequency.cycles(ns)));
        }
        return new GraphDrawing(graph.drawing(), nodes);
    }

    /**
     * Follows the next packets that a filter accepts, of a port or of all; false when there is no
     * such port.
     */
    public boolean startTrace(Optional<String> port, int packets, FrameFilter filter) {
        final OptionalInt index =
                port.map(this::portIndex).orElse(OptionalInt.of(PacketBatch.UNKNOWN));
        if (index.isEmpty()) {
            return false;
        }
        workers.forEach(worker -> worker.tracer().start(index.getAsInt(), packets, filter));
        return true;
    }

    public void stopTrace() {
        workers.forEach(worker -> worker.tracer().stop());
    }

    private OptionalInt portIndex(String name) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    public List<TraceRecord> traces() {
        final List<TraceRecord> rows = new ArrayList<>();
        for (WorkerLink worker : workers) {
            final Map<Integer, List<Tracer.Visit>> byPacket = new TreeMap<>();
            for (Tracer.Visit visit : worker.tracer().visits()) {
                byPacket.computeIfAbsent(visit.packet(), _ -> new ArrayList<>()).add(visit);
            }
            for (List<Tracer.Visit> way : byPacket.values()) {
                rows.add(record(rows.size() + 1, way));
            }
        }
        return rows;
    }

    private TraceRecord record(long number, List<Tracer.Visit> way) {
        final Tracer.Visit first = way.getFirst();
        return new TraceRecord(
                number,
                first.atNs(),
                ports.get(first.port()).name(),
                first.length(),
                way.stream()
                        .map(visit ->
                                new TraceRecord.Step(
                                        visit.node(), FrameText.of(visit.frame()), visit.outcome()))
                        .toList());
    }
}
