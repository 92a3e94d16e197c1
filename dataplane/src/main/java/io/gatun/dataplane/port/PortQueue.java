package io.gatun.dataplane.port;

import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.packet.PacketBatch;

/** One receive and one transmit queue of a port. Owned by one worker. */
public interface PortQueue extends FrameSink {

    /**
     * Fills an empty batch with frames that wait: handles, frames, lengths and flags.
     *
     * @return how many there are, which is the size of the batch
     */
    int receive(PacketBatch batch);
}
