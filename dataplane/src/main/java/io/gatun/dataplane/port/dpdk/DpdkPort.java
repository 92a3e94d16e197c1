package io.gatun.dataplane.port.dpdk;

import io.gatun.dataplane.port.LinkState;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.port.PortCounts;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dpdk.EthPort;
import io.gatun.dpdk.Link;
import io.gatun.dpdk.PortOptions;
import io.gatun.dpdk.PortStatistics;

/** A started DPDK port. */
public final class DpdkPort implements Port {

    private final String name;
    private final String device;
    private final EthPort port;
    private final long mac;
    private final int mtu;
    private final int receiveQueues;
    private final int transmitQueues;
    private volatile boolean up = true; // control writes, workers read once per batch

    DpdkPort(String name, String device, EthPort port, PortOptions options) {
        this.name = name;
        this.device = device;
        this.port = port;
        this.mac = options.mac().orElseGet(port::mac);
        this.mtu = options.mtu();
        this.receiveQueues = options.rxQueues();
        this.transmitQueues = options.txQueues();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public String driver() {
        return port.info().driver();
    }

    @Override
    public long mac() {
        return mac;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public int receiveQueues() {
        return receiveQueues;
    }

    @Override
    public PortQueue queue(int index) {
        return new DpdkQueue(
                this,
                port.rxQueue(index),
                port.txQueue(index % transmitQueues),
                port.checksRxChecksums());
    }

    @Override
    public PortCounts counts() {
        final PortStatistics counted = port.statistics();
        return new PortCounts(
                counted.receivedPackets(),
                counted.transmittedPackets(),
                counted.receivedBytes(),
                counted.transmittedBytes(),
                counted.missed(),
                counted.receiveErrors(),
                counted.noBuffer(),
                counted.transmitErrors());
    }

    /** By control: asks the device, and tells the workers. */
    @Override
    public LinkState link() {
        final Link link = port.link();
        up = link.up();
        return new LinkState(
                link.up(), link.speedMbps() == Link.SPEED_UNKNOWN ? 0 : link.speedMbps());
    }

    boolean isUp() {
        return up;
    }

    @Override
    public void close() {
        port.stop();
    }
}
