package io.gatun.dataplane.control;

import io.gatun.dataplane.packet.PacketBatch;

/** A protocol that finds the MAC addresses of neighbors of one family. */
interface Resolver {

    /**
     * Asks all of the link for a neighbor, or with {@code knownMac} other than 0 that one alone
     * whether it is still there.
     */
    void ask(Neighbor neighbor, long knownMac);

    /** Hears one message that the node before has checked; null when there is nothing to learn. */
    Heard hear(PacketBatch batch, int i);

    /** Answers that message if it asks for an address of ours. */
    void answer(PacketBatch batch, int i);
}
