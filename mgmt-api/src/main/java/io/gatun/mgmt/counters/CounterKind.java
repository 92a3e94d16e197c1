package io.gatun.mgmt.counters;

import static io.gatun.mgmt.counters.CounterKind.Shape.COUNTER;
import static io.gatun.mgmt.counters.CounterKind.Shape.GAUGE;
import static io.gatun.mgmt.counters.CounterKind.Unit.MILLISECONDS;
import static io.gatun.mgmt.counters.CounterKind.Unit.NANOSECONDS;
import static io.gatun.mgmt.counters.CounterKind.Unit.PLAIN;

import java.util.List;

/**
 * What a counter of the file counts: its type id there, the name it has as a metric, and the names
 * of its labels, whose values are the key. Ids are for ever; one that is given up stays unused.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes immutable lists
public enum CounterKind {
    UPDATED(
            1,
            GAUGE,
            MILLISECONDS,
            "counters_timestamp_seconds",
            "When these numbers were written."),
    CLOCK(2, GAUGE, NANOSECONDS, "clock_seconds", "The router's monotonic clock at that moment."),
    UPTIME(3, GAUGE, NANOSECONDS, "uptime_seconds", "Time since the router began to start."),
    WORKERS(4, GAUGE, PLAIN, "workers", "Threads that poll and forward."),

    PORT_RX_PACKETS(10, "port_receive_packets", "Packets the device received.", "port"),
    PORT_RX_BYTES(11, "port_receive_bytes", "Bytes the device received.", "port"),
    PORT_RX_MISSED(
            12,
            "port_receive_missed_packets",
            "Packets the device dropped because its ring was full.",
            "port"),
    PORT_RX_ERRORS(13, "port_receive_errors", "Packets received with an error.", "port"),
    PORT_RX_NO_BUFFER(
            14, "port_receive_no_buffer", "Receive attempts that found no free buffer.", "port"),
    PORT_TX_PACKETS(15, "port_transmit_packets", "Packets the device transmitted.", "port"),
    PORT_TX_BYTES(16, "port_transmit_bytes", "Bytes the device transmitted.", "port"),
    PORT_TX_ERRORS(17, "port_transmit_errors", "Packets the device failed to transmit.", "port"),
    PORT_UP(18, GAUGE, PLAIN, "port_up", "Whether the port has a link, 1 or 0.", "port"),
    PORT_SPEED(
            19,
            GAUGE,
            PLAIN,
            "port_speed_bytes",
            "Speed of the link in bytes a second; 0 where the device does not tell.",
            "port"),

    PORT_RX_OTHERHOST_DROPPED(
            20,
            "port_receive_otherhost_dropped",
            "Packets to another host's MAC address, dropped.",
            "port"),
    PORT_RX_NOHANDLER(
            21,
            "port_receive_nohandler",
            "Packets of an EtherType that nobody here takes, dropped.",
            "port"),
    PORT_TX_DROPPED(
            22,
            "port_transmit_dropped",
            "Packets dropped because the device took no more or the link was down.",
            "port"),

    QUEUE_RX_PACKETS(
            30,
            "queue_receive_packets",
            "Packets a worker took from a receive queue.",
            "port",
            "queue",
            "worker"),
    QUEUE_RX_BURSTS(
            31,
            "queue_receive_bursts",
            "Bursts of at least one packet taken from a receive queue.",
            "port",
            "queue",
            "worker"),

    WORKER_POLLS(40, "worker_polls", "Rounds over all queues of the worker.", "worker"),
    WORKER_BATCHES(41, "worker_batches", "Batches the worker took through the graph.", "worker"),
    WORKER_BUSY(
            42,
            COUNTER,
            NANOSECONDS,
            "worker_busy_seconds",
            "Time with packets in the graph, by samples taken up to a thousand times a second.",
            "worker"),
    WORKER_POLLED(
            43,
            GAUGE,
            MILLISECONDS,
            "worker_polled_timestamp_seconds",
            "When the worker was last seen to poll.",
            "worker"),
    WORKER_RX_PACKETS(44, "worker_receive_packets", "Packets the worker received.", "worker"),
    WORKER_TX_PACKETS(45, "worker_transmit_packets", "Packets the worker transmitted.", "worker"),
    WORKER_DROPS(46, "worker_drop_packets", "Packets the worker dropped.", "worker"),

    NODE_PACKETS(50, "node_packets", "Packets that entered the node, of all workers.", "node"),
    NODE_BATCHES(51, "node_batches", "Batches that entered the node, of all workers.", "node"),
    NODE_TIME(
            52,
            COUNTER,
            NANOSECONDS,
            "node_seconds",
            "Time in the node, of all workers; 0 unless cycles are counted.",
            "node"),

    DROP_PACKETS(60, "drop_packets", "Packets that ended for the reason.", "reason"),
    MIB(70, "mib", "Counters under their Linux names (RFC 4293).", "counter"),

    LEDGER_RECEIVED(80, "ledger_received_packets", "Packets that came in."),
    LEDGER_ORIGINATED(81, "ledger_originated_packets", "Packets the router made."),
    LEDGER_TRANSMITTED(82, "ledger_transmitted_packets", "Packets that went out."),
    LEDGER_CONSUMED(83, "ledger_consumed_packets", "Packets that ended at the router itself."),
    LEDGER_DROPPED(84, "ledger_dropped_packets", "Packets that were dropped."),
    LEDGER_HELD(85, GAUGE, PLAIN, "ledger_held_packets", "Packets that wait in the router."),
    LEDGER_BALANCED(
            86, GAUGE, PLAIN, "ledger_balanced", "Whether every packet is accounted for, 1 or 0."),

    NEIGHBORS(
            90, GAUGE, PLAIN, "neighbors", "Neighbors in the state (RFC 4861).", "family", "state"),

    FIB_ROUTES(
            100,
            GAUGE,
            PLAIN,
            "fib_routes",
            "Routes in the tables the forwarding table is made of.",
            "family"),
    FIB_PREFIXES(101, GAUGE, PLAIN, "fib_prefixes", "Prefixes told apart.", "family"),
    FIB_NODES(102, GAUGE, PLAIN, "fib_nodes", "Nodes below the root.", "family"),
    FIB_ENTRIES(103, GAUGE, PLAIN, "fib_entries", "Entries of all nodes.", "family"),
    FIB_BYTES(104, GAUGE, PLAIN, "fib_bytes", "Memory that lookups read.", "family"),
    FIB_UPDATES(105, "fib_updates", "Changes of the forwarding table.", "family"),
    FIB_CAPACITY_NODES(
            106, GAUGE, PLAIN, "fib_capacity_nodes", "The most nodes there may be.", "family"),

    HEAP_USED(120, GAUGE, PLAIN, "heap_used_bytes", "Heap in use, garbage included."),
    HEAP_COMMITTED(121, GAUGE, PLAIN, "heap_committed_bytes", "Heap taken from the system."),
    HEAP_MAX(122, GAUGE, PLAIN, "heap_max_bytes", "The most the heap may take."),
    GC_COLLECTIONS(123, "gc_collections", "Garbage collections.", "collector"),
    GC_TIME(124, COUNTER, MILLISECONDS, "gc_seconds", "Time in garbage collections.", "collector"),
    SAFEPOINTS(125, "safepoints", "Times all threads were stopped."),
    SAFEPOINT_TIME(
            126,
            COUNTER,
            NANOSECONDS,
            "safepoint_seconds",
            "Time all threads were stopped, with the way there."),
    SAFEPOINT_SYNC_TIME(
            127,
            COUNTER,
            NANOSECONDS,
            "safepoint_sync_seconds",
            "Time on the way to a safepoint, until the last thread stopped.");

    /** How the value moves: a counter never falls while the router runs. */
    public enum Shape {
        COUNTER,
        GAUGE
    }

    /** What the value in the file is in, and how many of it make the unit of the metric. */
    public enum Unit {
        PLAIN(1),
        MILLISECONDS(1e3),
        NANOSECONDS(1e9);

        private final double ofMetric;

        Unit(double ofMetric) {
            this.ofMetric = ofMetric;
        }

        public double toMetric(long value) {
            return value / ofMetric;
        }
    }

    private final int id;
    private final Shape shape;
    private final Unit unit;
    private final String metric;
    private final String help;
    private final List<String> labels;

    CounterKind(int id, String metric, String help, String... labels) {
        this(id, COUNTER, PLAIN, metric, help, labels);
    }

    CounterKind(int id, Shape shape, Unit unit, String metric, String help, String... labels) {
        this.id = id;
        this.shape = shape;
        this.unit = unit;
        this.metric = metric;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The counter's type id in the file. */
    public int id() {
        return id;
    }

    public Shape shape() {
        return shape;
    }

    public Unit unit() {
        return unit;
    }

    /** The metric's name after {@code gatun_}, without {@code _total}. */
    public String metric() {
        return metric;
    }

    public String help() {
        return help;
    }

    /** Names of the labels, in the order of the key. */
    public List<String> labels() {
        return labels;
    }
}
