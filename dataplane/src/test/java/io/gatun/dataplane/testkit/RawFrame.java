package io.gatun.dataplane.testkit;

import java.util.Arrays;

/** Bytes as they are. */
public final class RawFrame implements Frame {

    private final byte[] frame;

    public RawFrame(byte[] frame) {
        this.frame = frame;
    }

    /** This many bytes of another frame, from its beginning. */
    public static Frame cut(Frame whole, int length) {
        return portMac -> Arrays.copyOf(whole.bytes(portMac), length);
    }

    @Override
    public byte[] bytes(byte[] portMac) {
        return frame;
    }
}
