package io.gatun.mgmt.pcap;

/** One captured frame; the time is in nanoseconds since 1970. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way from a file to a port
public record PcapPacket(long timeNs, byte[] frame) {}
