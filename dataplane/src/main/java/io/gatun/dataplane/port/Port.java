package io.gatun.dataplane.port;

/** A device with queues, each of which one worker owns. */
public interface Port extends AutoCloseable {

    String name();

    /** The device behind it, in the words of the configuration. */
    String device();

    String driver();

    /** In the low 48 bits. */
    long mac();

    int mtu();

    /** Receive queues; each must be polled by one worker. */
    int receiveQueues();

    /** A receive queue, and with it the transmit queue of the worker that polls it. */
    PortQueue queue(int index);

    PortCounts counts();

    LinkState link();

    /** Stops receiving and sending; queues must no longer be in use. */
    @Override
    void close();
}
