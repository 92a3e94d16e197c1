package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;

/**
 * One stop on a packet's way. Called with a batch that is never empty; each packet leaves by
 * exactly one edge, is dropped for a reason, or is taken by the node. A node never allocates,
 * blocks, logs or throws for a bad packet. Each worker has its own nodes.
 */
public interface Node {

    NodeSpec spec();

    void process(PacketBatch batch, Dispatch out);
}
