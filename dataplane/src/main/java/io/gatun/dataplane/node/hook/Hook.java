package io.gatun.dataplane.node.hook;

import io.gatun.dataplane.packet.PacketBatch;

/** Judges batches at one point of a packet's way, on the worker's thread. */
public interface Hook {

    /** The lower one judges first, as in netfilter. */
    int priority();

    void judge(PacketBatch batch, Verdicts out);
}
