package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** IPv6 frames near to right ones: fields changed, bits flipped, cut or grown, often mended. */
final class MutatedFrames6 {

    private static final List<String> ADDRESSES =
            List.of(
                    Lans6.WEST_HOST,
                    Lans6.WEST_ROUTER,
                    Lans6.EAST_HOST,
                    Lans6.EAST_ROUTER,
                    Lans6.WEST_LINK_LOCAL,
                    Lans6.EAST_LINK_LOCAL,
                    Lans6.WEST_HOST,
                    Lans6.EAST_HOST,
                    "2001:db8:b::77",
                    "2001:db8:a::",
                    "2001:db8:77::1",
                    "2001:db8:dead::1",
                    "2001:db8:d00d::1",
                    "2001:db8:c::9",
                    "fe80::2",
                    "fd00::1",
                    "::",
                    "::1",
                    "::ffff:1.2.3.4",
                    "ff00::1",
                    "ff01::1",
                    "ff02::1",
                    "ff02::2",
                    "ff02::1:ff00:1",
                    "ff0e::99");
    private static final List<String> EXTENSIONS =
            List.of(
                    "3A00 0502 0000 0100",
                    "1100 0104 00000000",
                    "3A00 1E00 00000000",
                    "FD0F 0104 00000000",
                    "3A00 0001 12345678",
                    "1100 0508 12345678",
                    "3C00 0104 00000000 3A00 0104 00000000",
                    "3A04 0000 00000001 00000001 000000000000000000000000",
                    "3A");
    private static final int[] EXTENSION_NUMBERS = {0, 43, 44, 51, 60};
    private static final int IP = 14;
    private static final int CONTENT = IP + 40;

    private final SplittableRandom random;

    MutatedFrames6(SplittableRandom random) {
        this.random = random;
    }

    /** For the port with this MAC address. */
    byte[] next(byte[] portMac) {
        byte[] bytes = seed().bytes(portMac);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutated(bytes);
        }
        if (random.nextInt(4) != 0) {
            mendChecksum(bytes);
        }
        return bytes;
    }

    private String address() {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }

    private Ipv6Frame seed() {
        final Ipv6Frame packet =
                random.nextInt(3) == 0
                        ? Lans6.transit().hopLimit(2 + random.nextInt(2))
                        : ipv6(address(), address()).hopLimit(random.nextInt(4));
        switch (random.nextInt(7)) {
            case 0 -> packet.echo(1, 1);
            case 1 -> packet.icmp(random.nextInt(256), random.nextInt(8), random.nextInt());
            case 2 -> packet.udp(random.nextInt(65_536), 53);
            case 3 -> packet.tcp(1, 2);
            case 4 -> discovery(packet);
            default -> packet.nextHeader(random.nextInt(256));
        }
        packet.payload(random.nextInt(5) == 0 ? random.nextInt(2_000) : random.nextInt(64));
        if (random.nextInt(6) == 0) {
            packet.extensions(
                    EXTENSION_NUMBERS[random.nextInt(EXTENSION_NUMBERS.length)],
                    EXTENSIONS.get(random.nextInt(EXTENSIONS.size())));
        }
        if (random.nextInt(8) == 0) {
            packet.vlan(random.nextInt(3) * 50);
        }
        if (random.nextInt(4) == 0) {
            packet.groupFrame();
        }
        return packet.trafficClass(random.nextInt(256));
    }

    private void discovery(Ipv6Frame packet) {
        packet.icmp(133 + random.nextInt(5), 0, random.nextInt())
                .hopLimit(255)
                .payload(ipv6(address(), "::").addressBytes());
        if (random.nextInt(3) != 0) {
            packet.linkLayer(1 + random.nextInt(2), "02:00:00:00:00:3" + random.nextInt(10));
        }
    }

    private byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        final int near = Math.min(bytes.length, 80);
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
                if (bytes.length > CONTENT) {
                    final int length = random.nextInt(3) + bytes.length - CONTENT - 1;
                    bytes[IP + 4] = (byte) (length >>> 8);
                    bytes[IP + 5] = (byte) length;
                }
            }
        }
        return bytes;
    }

    /** Of an ICMPv6 message right behind the header, so that what it says is reached. */
    private static void mendChecksum(byte[] bytes) {
        if (bytes.length < CONTENT + 4 || bytes[IP + 6] != 58) {
            return;
        }
        final int length = (bytes[IP + 4] & 0xFF) << 8 | (bytes[IP + 5] & 0xFF);
        if (length < 4 || CONTENT + length > bytes.length) {
            return;
        }
        bytes[CONTENT + 2] = 0;
        bytes[CONTENT + 3] = 0;
        int sum = 58 + length;
        for (int i = IP + 8; i < CONTENT + length; i++) {
            final boolean isUpper = ((i - IP) & 1) == 0;
            sum += (bytes[i] & 0xFF) << (isUpper ? 8 : 0);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        bytes[CONTENT + 2] = (byte) (~sum >>> 8);
        bytes[CONTENT + 3] = (byte) ~sum;
    }
}
