package io.gatun.perf.bench;

import io.gatun.mgmt.model.MacAddress;

/**
 * What a contestant claims to do to a frame on its way; everything else has to come out untouched.
 */
sealed interface Rewrite {

    /** The frame that has to come out for one that went in. */
    byte[] of(byte[] sent);

    /**
     * A hop of RFC 1812 §5.3.1: TTL one less and the checksum made right again, or of RFC 8200 §3:
     * hop limit one less; between the MACs of the next link.
     */
    record Hop(MacAddress destination, MacAddress source) implements Rewrite {
        @Override
        public byte[] of(byte[] sent) {
            final byte[] frame = sent.clone();
            UdpFrame.putMac(frame, UdpFrame.DESTINATION_MAC, destination);
            UdpFrame.putMac(frame, UdpFrame.SOURCE_MAC, source);
            if (Traffic.isIpv6(frame)) {
                frame[UdpFrame6.HOP_LIMIT]--;
            } else {
                frame[UdpFrame.TTL]--;
                UdpFrame.putHeaderChecksum(frame);
            }
            return frame;
        }
    }

    /** New MACs, and nothing else. */
    record Macs(MacAddress destination, MacAddress source) implements Rewrite {
        @Override
        public byte[] of(byte[] sent) {
            final byte[] frame = sent.clone();
            UdpFrame.putMac(frame, UdpFrame.DESTINATION_MAC, destination);
            UdpFrame.putMac(frame, UdpFrame.SOURCE_MAC, source);
            return frame;
        }
    }

    /** A wire: what comes in goes out. */
    record Nothing() implements Rewrite {
        @Override
        public byte[] of(byte[] sent) {
            return sent.clone();
        }
    }
}
