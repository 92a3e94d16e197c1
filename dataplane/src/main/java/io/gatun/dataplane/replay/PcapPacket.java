package io.gatun.dataplane.replay;

/** One captured frame; the time is in nanoseconds since 1970. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way from a file to a port
record PcapPacket(long timeNs, byte[] frame) {}
