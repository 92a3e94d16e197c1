package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;

import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Frames near to right ones: fields changed, bits flipped, cut or grown, checksums often mended.
 */
final class MutatedFrames {

    private static final List<String> ADDRESSES =
            List.of(
                    TwoLans.WEST_HOST,
                    TwoLans.WEST_ROUTER,
                    TwoLans.EAST_HOST,
                    TwoLans.EAST_ROUTER,
                    "10.0.1.77",
                    "10.0.1.255",
                    "255.255.255.255",
                    "0.0.0.0",
                    "127.0.0.1",
                    "169.254.3.4",
                    "224.0.0.1",
                    "239.1.1.1",
                    "250.0.0.1",
                    "198.51.100.9",
                    "203.0.113.9");
    private static final List<String> OPTIONS =
            List.of(
                    "",
                    "01010101",
                    "9404 0000",
                    "8307040a010109",
                    "0707040a0a0a0a",
                    "4408050000000000",
                    "0700",
                    "ff02",
                    "8300 0000");
    private static final int ETHERNET = 14;

    private final SplittableRandom random;

    MutatedFrames(SplittableRandom random) {
        this.random = random;
    }

    /** For the port with this MAC address. */
    byte[] next(byte[] portMac) {
        if (random.nextInt(20) == 0) {
            final byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = seed().bytes(portMac);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutated(bytes);
        }
        if (random.nextInt(4) != 0) {
            mendChecksum(bytes);
        }
        return bytes;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Frame seed() {
        if (random.nextInt(6) == 0) {
            return random.nextBoolean()
                    ? ArpFrame.whoHas(any(ADDRESSES), any(ADDRESSES), "02:00:00:00:00:33")
                    : ArpFrame.isAt(any(ADDRESSES), "02:00:00:00:00:34", any(ADDRESSES));
        }
        final var packet =
                ipv4(any(ADDRESSES), any(ADDRESSES)).ttl(random.nextInt(4)).options(any(OPTIONS));
        switch (random.nextInt(5)) {
            case 0 -> packet.echo(1, 1);
            case 1 -> packet.icmp(random.nextInt(256), random.nextInt(16), random.nextInt());
            case 2 -> packet.udp(random.nextInt(65_536), 53);
            case 3 -> packet.tcp(1, 2);
            default -> packet.protocol(random.nextInt(256));
        }
        packet.payload(random.nextInt(5) == 0 ? random.nextInt(2_000) : random.nextInt(64));
        if (random.nextInt(4) == 0) {
            packet.offset(random.nextInt(8_192) * 8);
        }
        if (random.nextInt(4) == 0) {
            packet.moreFragments();
        }
        if (random.nextInt(8) == 0) {
            packet.vlan(random.nextInt(3) * 50);
        }
        if (random.nextInt(8) == 0) {
            packet.broadcastFrame();
        }
        if (random.nextInt(8) == 0) {
            packet.dontFragment();
        }
        return packet;
    }

    private byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        final int near = Math.min(bytes.length, 60);
        switch (random.nextInt(6)) {
            case 0 -> bytes[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[random.nextInt(near)] = (byte) random.nextInt();
            case 2 -> bytes[random.nextInt(near)] = (byte) (random.nextBoolean() ? 0 : -1);
            case 3 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 4 -> {
                return Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
            }
            default -> {
                if (bytes.length > ETHERNET + 4) {
                    final int length = random.nextInt(3) + bytes.length - ETHERNET - 1;
                    bytes[ETHERNET + 2] = (byte) (length >>> 8);
                    bytes[ETHERNET + 3] = (byte) length;
                }
            }
        }
        return bytes;
    }

    /** So that what is behind the checksum is reached. */
    private static void mendChecksum(byte[] bytes) {
        final int header = bytes.length > ETHERNET ? (bytes[ETHERNET] & 0xF) * 4 : 0;
        if (header < 20 || bytes.length < ETHERNET + header) {
            return;
        }
        bytes[ETHERNET + 10] = 0;
        bytes[ETHERNET + 11] = 0;
        int sum = 0;
        for (int i = 0; i < header; i += 2) {
            sum += (bytes[ETHERNET + i] & 0xFF) << 8 | (bytes[ETHERNET + i + 1] & 0xFF);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        bytes[ETHERNET + 10] = (byte) (~sum >>> 8);
        bytes[ETHERNET + 11] = (byte) ~sum;
    }
}
