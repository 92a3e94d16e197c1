package io.gatun.mgmt.table;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes MRT records (RFC 6396), so that tests can read them. */
final class Mrt {

    static final int TABLE_DUMP = 12;
    static final int TABLE_DUMP_V2 = 13;
    static final int BGP4MP = 16;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>(List.of(0));

    byte[] bytes() {
        return file.toByteArray();
    }

    /** Where records end, and the start of the file. */
    List<Integer> ends() {
        return ends;
    }

    Mrt record(int type, int subtype, byte[]... parts) {
        final byte[] message = join(parts);
        file.writeBytes(
                join(u32(1_700_000_000), u16(type), u16(subtype), u32(message.length), message));
        ends.add(file.size());
        return this;
    }

    /** Two peers, one of each family, with AS numbers of both sizes. */
    Mrt peers() {
        return record(
                TABLE_DUMP_V2,
                1,
                u32(0x0A00_0001),
                u16(4),
                "view".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                u16(2),
                u8(0),
                u32(1),
                address("10.0.0.9"),
                u16(64_500),
                u8(3),
                u32(2),
                address("2001:db8::9"),
                u32(4_200_000_000L));
    }

    Mrt rib(String prefix, byte[]... entries) {
        return rib(prefix, IpPrefix.parse(prefix).network().width() == 32 ? 2 : 4, entries);
    }

    Mrt ribAddPath(String prefix, byte[]... entries) {
        return rib(prefix, IpPrefix.parse(prefix).network().width() == 32 ? 8 : 10, entries);
    }

    Mrt rib(String prefix, int subtype, byte[]... entries) {
        return record(
                TABLE_DUMP_V2, subtype, u32(0), nlri(prefix), u16(entries.length), join(entries));
    }

    Mrt tableDump(String prefix, byte[]... attributes) {
        final IpPrefix parsed = IpPrefix.parse(prefix);
        final boolean isIpv4 = parsed.network().width() == 32;
        final byte[] all = join(attributes);
        return record(
                TABLE_DUMP,
                isIpv4 ? 1 : 2,
                u16(0),
                u16(7),
                address(parsed.network()),
                u8(parsed.length()),
                u8(1),
                u32(0),
                address(isIpv4 ? "10.0.0.9" : "2001:db8::9"),
                u16(64_500),
                u16(all.length),
                all);
    }

    static byte[] entry(int peer, byte[]... attributes) {
        final byte[] all = join(attributes);
        return join(u16(peer), u32(0), u16(all.length), all);
    }

    static byte[] entryWithPath(int peer, long path, byte[]... attributes) {
        final byte[] all = join(attributes);
        return join(u16(peer), u32(0), u32(path), u16(all.length), all);
    }

    static byte[] origin() {
        return attribute(0x40, 1, u8(0));
    }

    static byte[] nextHop(String address) {
        return attribute(0x40, 3, address(address));
    }

    /** RFC 6396 §4.3.4. */
    static byte[] shortReach(String... addresses) {
        final byte[] all = join(Arrays.stream(addresses).map(Mrt::address).toArray(byte[][]::new));
        return attribute(0x80, 14, u8(all.length), all);
    }

    /** RFC 4760 §3, with a length of two bytes. */
    static byte[] wholeReach(String address, String nlri) {
        final byte[] hop = address(address);
        final byte[] value = join(u16(2), u8(1), u8(hop.length), hop, u8(0), nlri(nlri));
        return join(u8(0x90), u8(14), u16(value.length), value);
    }

    static byte[] attribute(int flags, int type, byte[]... parts) {
        final byte[] value = join(parts);
        return join(u8(flags), u8(type), u8(value.length), value);
    }

    static byte[] nlri(String prefix) {
        final IpPrefix parsed = IpPrefix.parse(prefix);
        final byte[] address = address(parsed.network());
        return join(u8(parsed.length()), Arrays.copyOf(address, (parsed.length() + 7) / 8));
    }

    static byte[] address(String text) {
        return address(IpAddress.parse(text));
    }

    private static byte[] address(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> u32(bits);
            case Ipv6Address(long high, long low) ->
                    ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        };
    }

    static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] u16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    static byte[] u32(long value) {
        return ByteBuffer.allocate(4).putInt((int) value).array();
    }

    static byte[] join(byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
