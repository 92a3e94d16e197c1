package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.EalCalls;
import io.gatun.dpdk.ffm.EthdevCalls;
import io.gatun.dpdk.ffm.NativeCall;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attached DPDK device. One thread controls it; its queues belong to workers, which must not
 * burst while the port is being configured, stopped or closed.
 */
public final class EthPort {

    private static final DpdkLayout LAYOUT = DpdkLayout.ofLoaded();
    private static final int ENOTSUP = 95;
    private static final int MAC_BYTES = LAYOUT.size("rte_ether_addr");

    private final Device device;
    private final int id;
    private final PortInfo info;
    private final List<String> notes = new ArrayList<>();
    private PortOptions options;
    private Link lastLink;
    private boolean started;
    private boolean closed;

    EthPort(Device device, int id) {
        this.device = device;
        this.id = id;
        this.info = readInfo();
    }

    public String name() {
        return device.name();
    }

    /** DPDK's number of the port, as it stands in {@link Mbuf#port}. */
    public int id() {
        return id;
    }

    public PortInfo info() {
        return info;
    }

    /** What the device could not do of what {@link #configure} asked, in plain sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Sets the port up, before the first start or after a stop. */
    public void configure(PortOptions wished) {
        notes.clear();
        requireMtu(wished.mtu());
        new PortSetup(this, LAYOUT, wished, notes).run();
        options = wished;
        wished.mac().ifPresent(this::setOrNoteMac);
        setOrNoteMtu(wished.mtu());
        setPromiscuous(wished.promiscuous());
        hearAllGroups();
    }

    /** Whether received packets carry the device's verdict on the IPv4 header checksum. */
    public boolean checksRxChecksums() {
        return options != null && options.rxChecksum() && PortSetup.offersRxChecksum(LAYOUT, info);
    }

    public void start() {
        if (options == null) {
            throw new DpdkException("port %s is not configured".formatted(name()));
        }
        check(EthdevCalls.START, EthdevCalls.START.callInt(id));
        started = true;
        lastLink = null;
    }

    public void stop() {
        if (started) {
            check(EthdevCalls.STOP, EthdevCalls.STOP.callInt(id));
            started = false;
        }
    }

    /** Stops the port, closes it and takes its device away; {@link Eal#detach} is the way here. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop();
        check(EthdevCalls.CLOSE, EthdevCalls.CLOSE.callInt(id));
        try (Arena arena = Arena.ofConfined()) {
            check(
                    EalCalls.HOTPLUG_REMOVE,
                    EalCalls.HOTPLUG_REMOVE.callInt(
                            arena.allocateFrom(device.bus()).address(),
                            arena.allocateFrom(device.name()).address()));
        }
    }

    public RxQueue rxQueue(int queue) {
        requireQueue("receive", queue, options == null ? 0 : options.rxQueues());
        return new RxQueue(id, queue, device.receivesWithoutSystemCalls());
    }

    public TxQueue txQueue(int queue) {
        requireQueue("transmit", queue, options == null ? 0 : options.txQueues());
        return new TxQueue(id, queue, device.transmitsWithoutSystemCalls());
    }

    /** The MAC address, 48 bits, the first octet in the highest. */
    public long mac() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment octets = arena.allocate(Long.BYTES);
            check(EthdevCalls.MAC_GET, EthdevCalls.MAC_GET.callInt(id, octets.address()));
            return Long.reverseBytes(NativeMemory.getLong(octets.address())) >>> 16;
        }
    }

    public void setMac(long mac) {
        check(EthdevCalls.MAC_SET, trySetMac(mac));
    }

    /** The MTU of the IP packet, in bytes. */
    public int mtu() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mtu = arena.allocate(Short.BYTES);
            check(EthdevCalls.MTU_GET, EthdevCalls.MTU_GET.callInt(id, mtu.address()));
            return Short.toUnsignedInt(NativeMemory.getShort(mtu.address()));
        }
    }

    public void setMtu(int mtu) {
        requireMtu(mtu);
        check(EthdevCalls.MTU_SET, EthdevCalls.MTU_SET.callInt(id, mtu));
    }

    public boolean promiscuous() {
        return EthdevCalls.PROMISCUOUS_GET.callInt(id) == 1;
    }

    public void setPromiscuous(boolean on) {
        NativeCall call = on ? EthdevCalls.PROMISCUOUS_ENABLE : EthdevCalls.PROMISCUOUS_DISABLE;
        int result = call.callInt(id);
        if (result == -ENOTSUP) {
            notes.add("port %s (%s) has no promiscuous mode to set".formatted(name(), driver()));
        } else {
            check(call, result);
        }
    }

    /** Whether the device passes on frames to every multicast address. */
    public boolean hearsAllGroups() {
        return EthdevCalls.ALLMULTICAST_GET.callInt(id) == 1;
    }

    /** A virtual device that has no such mode has no filter either. */
    private void hearAllGroups() {
        int result = EthdevCalls.ALLMULTICAST_ENABLE.callInt(id);
        if (result != -ENOTSUP) {
            check(EthdevCalls.ALLMULTICAST_ENABLE, result);
        } else if (device.isPci() && !promiscuous()) {
            notes.add(
                    "port %s (%s) cannot listen to all multicast groups, which IPv6 needs; promiscuous: true does"
                            .formatted(name(), driver()));
        }
    }

    /** The link as the device reports it now; does not wait for a negotiation. */
    public Link link() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment link = arena.allocate(LAYOUT.size("rte_eth_link"), Long.BYTES);
            check(EthdevCalls.LINK_GET, EthdevCalls.LINK_GET.callInt(id, link.address()));
            long bits = NativeMemory.getLong(link.address());
            int speed =
                    NativeMemory.getInt(link.address() + LAYOUT.offset("rte_eth_link.link_speed"));
            return new Link(
                    (bits >>> LAYOUT.bit("rte_eth_link.link_status") & 1) == 1,
                    Integer.toUnsignedLong(speed),
                    (bits >>> LAYOUT.bit("rte_eth_link.link_duplex") & 1) == 1);
        }
    }

    /**
     * The link when it differs from what this method saw last; the first call after a start tells.
     */
    public Optional<Link> pollLinkChange() {
        Link now = link();
        if (now.equals(lastLink)) {
            return Optional.empty();
        }
        lastLink = now;
        return Optional.of(now);
    }

    /** Asks the device to take its link up or down. */
    public void setLink(boolean up) {
        NativeCall call = up ? EthdevCalls.SET_LINK_UP : EthdevCalls.SET_LINK_DOWN;
        check(call, call.callInt(id));
    }

    public PortStatistics statistics() {
        return PortCounters.statistics(this, LAYOUT);
    }

    /** The device's further counters by DPDK's names, in the device's order. */
    public Map<String, Long> xstats() {
        return PortCounters.xstats(this, LAYOUT);
    }

    public void resetStatistics() {
        check(EthdevCalls.STATS_RESET, EthdevCalls.STATS_RESET.callInt(id));
    }

    void check(NativeCall call, int result) {
        if (result < 0) {
            throw DpdkException.of(call.name(), toString(), result);
        }
    }

    private PortInfo readInfo() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(LAYOUT.size("rte_eth_dev_info"), Long.BYTES);
            check(EthdevCalls.INFO, EthdevCalls.INFO.callInt(id, memory.address()));
            return PortInfo.read(LAYOUT, memory.address());
        }
    }

    private void setOrNoteMac(long mac) {
        int result = trySetMac(mac);
        if (result == -ENOTSUP) {
            notes.add(
                    "port %s (%s) keeps its own MAC address; its device cannot change it"
                            .formatted(name(), driver()));
        } else {
            check(EthdevCalls.MAC_SET, result);
        }
    }

    private int trySetMac(long mac) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment octets = arena.allocate(Math.max(MAC_BYTES, Long.BYTES));
            NativeMemory.putLong(octets.address(), Long.reverseBytes(mac << 16));
            return EthdevCalls.MAC_SET.callInt(id, octets.address());
        }
    }

    private void setOrNoteMtu(int mtu) {
        int result = EthdevCalls.MTU_SET.callInt(id, mtu);
        if (result == -ENOTSUP) {
            notes.add(
                    "port %s (%s) has no MTU to set; only its user keeps to %d bytes"
                            .formatted(name(), driver(), mtu));
        } else {
            check(EthdevCalls.MTU_SET, result);
        }
    }

    private void requireMtu(int mtu) {
        if (mtu < info.minMtu() || mtu > info.maxMtu()) {
            throw new DpdkException(
                    "mtu %d of port %s is not between %d and %d, what driver %s takes (rte_eth_dev_info)"
                            .formatted(mtu, name(), info.minMtu(), info.maxMtu(), driver()));
        }
    }

    private void requireQueue(String direction, int queue, int count) {
        if (queue < 0 || queue >= count) {
            throw new DpdkException(
                    "%s queue %d of port %s does not exist; it is configured with %d"
                            .formatted(direction, queue, name(), count));
        }
    }

    private String driver() {
        return info.driver();
    }

    @Override
    public String toString() {
        return "port " + name();
    }
}
