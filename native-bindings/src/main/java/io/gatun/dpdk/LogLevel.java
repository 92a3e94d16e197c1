package io.gatun.dpdk;

/** The least severe of DPDK's messages that its log keeps. */
public enum LogLevel {
    ERROR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG
}
