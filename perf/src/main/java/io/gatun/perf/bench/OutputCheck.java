package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Compares every frame that came out with the one that had to, and every flow with one frame.
 * Frames that a router may send of its own accord (ARP, ICMPv6) are counted apart.
 */
final class OutputCheck {

    private static final int ETHER_TYPE_ARP = 0x0806;
    private static final int MOST_SENTENCES = 5;

    /** A stretch of a frame, for the sentence that names the first wrong one. */
    private record Part(String words, int start, int end) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("destination MAC", UdpFrame.DESTINATION_MAC, UdpFrame.SOURCE_MAC),
                    new Part("source MAC", UdpFrame.SOURCE_MAC, UdpFrame.ETHER_TYPE),
                    new Part("EtherType", UdpFrame.ETHER_TYPE, UdpFrame.IP),
                    new Part("IPv4 header before its TTL", UdpFrame.IP, UdpFrame.TTL),
                    new Part("TTL", UdpFrame.TTL, UdpFrame.TTL + 1),
                    new Part("IPv4 protocol", UdpFrame.TTL + 1, UdpFrame.HEADER_CHECKSUM),
                    new Part("IPv4 header checksum", UdpFrame.HEADER_CHECKSUM, UdpFrame.SOURCE),
                    new Part("IPv4 addresses", UdpFrame.SOURCE, UdpFrame.UDP),
                    new Part("UDP header", UdpFrame.UDP, UdpFrame.PAYLOAD));

    private static final List<Part> PARTS6 =
            List.of(
                    new Part("destination MAC", UdpFrame.DESTINATION_MAC, UdpFrame.SOURCE_MAC),
                    new Part("source MAC", UdpFrame.SOURCE_MAC, UdpFrame.ETHER_TYPE),
                    new Part("EtherType", UdpFrame.ETHER_TYPE, UdpFrame.IP),
                    new Part("IPv6 header before its hop limit", UdpFrame.IP, UdpFrame6.HOP_LIMIT),
                    new Part("hop limit", UdpFrame6.HOP_LIMIT, UdpFrame6.SOURCE),
                    new Part("IPv6 addresses", UdpFrame6.SOURCE, UdpFrame6.UDP),
                    new Part("UDP header", UdpFrame6.UDP, UdpFrame6.PAYLOAD));

    private final Traffic traffic;
    private final Rewrite rewrite;
    private final int[] seen;
    private final List<String> flaws = new ArrayList<>();
    private int wrong;
    private int ownFrames;

    private OutputCheck(Traffic traffic, Rewrite rewrite) {
        this.traffic = traffic;
        this.rewrite = rewrite;
        this.seen = new int[traffic.flows()];
    }

    /**
     * @param wrong frames that differ from what had to come out
     * @param missing flows without a frame
     * @param ownFrames frames the contestant sent of its own accord
     * @param flaws sentences about the first few that are wrong
     */
    record Result(int wrong, int missing, int ownFrames, List<String> flaws) {
        boolean isRight() {
            return wrong == 0 && missing == 0;
        }
    }

    static Result of(Traffic traffic, Rewrite rewrite, Path output) throws IOException {
        final OutputCheck check = new OutputCheck(traffic, rewrite);
        try (PcapReader in = new PcapReader(output)) {
            for (byte[] frame = in.next(); frame != null; frame = in.next()) {
                check.frame(frame);
            }
        }
        return check.result();
    }

    private void frame(byte[] frame) {
        if (isArp(frame) || isIcmp6(frame)) {
            ownFrames++;
            return;
        }
        final int flow = Traffic.flowOf(frame);
        if (flow < 0 || flow >= traffic.flows()) {
            flaw(
                    "a frame of "
                            + frame.length
                            + " bytes came out that nobody sent: "
                            + start(frame));
            return;
        }
        if (++seen[flow] > 1) {
            flaw("flow " + flow + ": came out " + seen[flow] + " times, expected once");
            return;
        }
        final byte[] expected = rewrite.of(traffic.frame(flow));
        if (!Arrays.equals(expected, frame)) {
            flaw("flow " + flow + ": " + difference(expected, frame));
        }
    }

    private static String difference(byte[] expected, byte[] frame) {
        if (frame.length != expected.length) {
            return "came out with " + frame.length + " bytes, expected " + expected.length;
        }
        final int at = Arrays.mismatch(expected, frame);
        final boolean isIpv6 = Traffic.isIpv6(expected);
        for (final Part part : isIpv6 ? PARTS6 : PARTS) {
            if (at < part.end) {
                return part.words
                        + " is "
                        + hex(frame, part.start, part.end)
                        + ", expected "
                        + hex(expected, part.start, part.end);
            }
        }
        return "payload byte "
                + (at - (isIpv6 ? UdpFrame6.PAYLOAD : UdpFrame.PAYLOAD))
                + " is "
                + hex(frame, at, at + 1)
                + ", expected "
                + hex(expected, at, at + 1);
    }

    private Result result() {
        final int missing = (int) Arrays.stream(seen).filter(times -> times == 0).count();
        return new Result(wrong, missing, ownFrames, List.copyOf(flaws));
    }

    private void flaw(String sentence) {
        wrong++;
        if (flaws.size() < MOST_SENTENCES) {
            flaws.add(sentence);
        }
    }

    private static boolean isArp(byte[] frame) {
        return frame.length >= UdpFrame.IP
                && frame[UdpFrame.ETHER_TYPE] == (byte) (ETHER_TYPE_ARP >>> 8)
                && frame[UdpFrame.ETHER_TYPE + 1] == (byte) ETHER_TYPE_ARP;
    }

    /** Neighbor Discovery and group reports. */
    private static boolean isIcmp6(byte[] frame) {
        return Traffic.isIpv6(frame)
                && frame.length > UdpFrame6.NEXT_HEADER
                && (frame[UdpFrame6.NEXT_HEADER] == UdpFrame6.NEXT_HEADER_ICMP6
                        || frame[UdpFrame6.NEXT_HEADER] == 0); // a hop-by-hop header before it
    }

    private static String start(byte[] frame) {
        return hex(frame, 0, Math.min(frame.length, UdpFrame.PAYLOAD));
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
