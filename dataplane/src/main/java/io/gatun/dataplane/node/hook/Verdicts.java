package io.gatun.dataplane.node.hook;

import io.gatun.dataplane.packet.PacketBatch;
import java.util.Arrays;

/** One verdict for each packet of a batch; ACCEPT unless a hook says otherwise. */
public final class Verdicts {

    private static final Verdict[] ALL = Verdict.values();

    private final byte[] verdicts = new byte[PacketBatch.MAX_CAPACITY];
    private boolean anyOther;

    void begin(int packets) {
        anyOther = false;
        Arrays.fill(verdicts, 0, packets, (byte) Verdict.ACCEPT.ordinal());
    }

    public void say(int i, Verdict verdict) {
        verdicts[i] = (byte) verdict.ordinal();
        anyOther |= verdict != Verdict.ACCEPT;
    }

    /** What has been said so far; a later hook leaves packets alone that are not accepted. */
    public Verdict of(int i) {
        return ALL[verdicts[i]];
    }

    boolean anyOther() {
        return anyOther;
    }
}
