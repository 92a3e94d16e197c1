package io.gatun.dataplane.node.hook;

/** What a hook says of a packet (netfilter's words; PIPE-03). */
public enum Verdict {
    ACCEPT,
    DROP,
    /** The hook owns the packet and its buffer now. */
    STOLEN
}
