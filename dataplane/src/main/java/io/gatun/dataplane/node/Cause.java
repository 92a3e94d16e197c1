package io.gatun.dataplane.node;

import io.gatun.dataplane.graph.DropReason;

/**
 * Why a packet is answered with an ICMP error, as an int: the reason and, for some, an MTU or the
 * pointer to what is wrong.
 */
public final class Cause {

    private static final int PARAMETER_SHIFT = 16;
    private static final int REASON_MASK = 0xFFFF;

    private Cause() {}

    public static int of(DropReason reason) {
        return reason.ordinal();
    }

    public static int of(DropReason reason, int parameter) {
        return parameter << PARAMETER_SHIFT | reason.ordinal();
    }

    public static DropReason reason(int cause) {
        return DropReason.at(cause & REASON_MASK);
    }

    public static int parameter(int cause) {
        return cause >>> PARAMETER_SHIFT;
    }
}
