package io.gatun.dataplane.node.hook;

/** Where hooks may be registered: netfilter's five points (PIPE-02). */
public enum HookPoint {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING
}
