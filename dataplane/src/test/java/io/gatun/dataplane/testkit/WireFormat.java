package io.gatun.dataplane.testkit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Addresses and checksums as the tests make and read them: byte by byte, by another way than the
 * product's.
 */
final class WireFormat {

    private WireFormat() {}

    static byte[] ipv4(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    static byte[] ipv6(String address) {
        final byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        final byte[] mapped = new byte[16]; // the JDK takes ::ffff:1.2.3.4 for IPv4
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    static byte[] mac(String mac) {
        return HexFormat.ofDelimiter(":").parseHex(mac);
    }

    static String macText(byte[] frame, int at) {
        return HexFormat.ofDelimiter(":").formatHex(frame, at, at + 6);
    }

    static String ipv4Text(byte[] frame, int at) {
        return u8(frame, at)
                + "."
                + u8(frame, at + 1)
                + "."
                + u8(frame, at + 2)
                + "."
                + u8(frame, at + 3);
    }

    static String ipv6Text(byte[] frame, int at) {
        final byte[] address = Arrays.copyOfRange(frame, at, at + 16);
        try {
            return Inet6Address.getByAddress(null, address, -1).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** The same form for any way of writing an address. */
    static String ipv6Text(String address) {
        return ipv6Text(ipv6(address), 0);
    }

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static void u16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    /** RFC 1071: the ones' complement of the ones' complement sum of all 16-bit words. */
    static int checksum(byte[] bytes, int from, int to) {
        return ~sum(bytes, from, to) & 0xFFFF;
    }

    static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += 2) {
            sum += u8(bytes, at) << 8 | (at + 1 < to ? u8(bytes, at + 1) : 0);
            if (sum > 0xFFFF) {
                sum -= 0xFFFF;
            }
        }
        return sum;
    }
}
