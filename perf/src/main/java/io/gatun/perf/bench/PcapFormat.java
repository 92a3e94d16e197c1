package io.gatun.perf.bench;

/** The numbers of the pcap file format (draft-ietf-opsawg-pcap). */
final class PcapFormat {

    static final int MICROSECONDS = 0xA1B2_C3D4;
    static final int NANOSECONDS = 0xA1B2_3C4D;
    static final int ETHERNET = 1;
    static final int SNAP_LENGTH = 65_535;
    static final int FILE_HEADER = 24;
    static final int RECORD_HEADER = 16;

    private PcapFormat() {}
}
