package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import java.util.Arrays;

/**
 * Where the packets of one batch go on. A node first names the edge most packets take ({@link
 * #all}), then the exceptions; a batch without exceptions moves on whole and nothing is written per
 * packet.
 */
public final class Dispatch {

    static final byte DROP = -1;
    static final byte TAKEN = -2;

    final byte[] edge = new byte[PacketBatch.MAX_CAPACITY];
    final short[] reason = new short[PacketBatch.MAX_CAPACITY];

    private final GraphWalker walker;
    private byte common;
    private boolean mixed;
    private int size;

    Dispatch(GraphWalker walker) {
        this.walker = walker;
    }

    void begin(int packets) {
        size = packets;
        mixed = false;
        common = TAKEN;
    }

    boolean isMixed() {
        return mixed;
    }

    byte common() {
        return common;
    }

    /** Every packet not named otherwise leaves by this edge. Called before any exception. */
    public void all(Enum<?> to) {
        common = (byte) to.ordinal();
    }

    /** Every packet leaves by this edge, whatever was named before. */
    public void wholly(Enum<?> to) {
        mixed = false;
        common = (byte) to.ordinal();
    }

    /** Whether a packet has not been named an exception. */
    public boolean isCommon(int i) {
        return !mixed || edge[i] == common;
    }

    /** Every packet not named otherwise ends in this node, which has seen to its buffer. */
    public void takeAll() {
        common = TAKEN;
    }

    public void send(int i, Enum<?> to) {
        except(i, (byte) to.ordinal());
    }

    public void drop(int i, DropReason why) {
        except(i, DROP);
        reason[i] = (short) why.ordinal();
    }

    /** The packet ends here and the node has seen to its buffer. */
    public void take(int i) {
        except(i, TAKEN);
    }

    /**
     * A batch with room for one packet more that goes to the node behind this edge, for packets the
     * node makes; null when so many wait already that no more can be made.
     */
    public PacketBatch room(Enum<?> to) {
        return walker.roomBehind((byte) to.ordinal());
    }

    private void except(int i, byte to) {
        if (!mixed) {
            mixed = true;
            Arrays.fill(edge, 0, size, common);
        }
        edge[i] = to;
    }
}
