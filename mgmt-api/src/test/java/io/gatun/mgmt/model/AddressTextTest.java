package io.gatun.mgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        // RFC 5952 §1, §2 and §4: every form of one address, and the one to write
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
        "2001:db8:0:0:0::1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:DB8::AaAa, 2001:db8::aaaa",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:0:0:0:ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::192.0.2.1, ::c000:201",
    })
    void ipv6Text_isReadInAnyFormAndWrittenInOne(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
    }

    @Test
    void randomIpv6Addresses_surviveTheirText() throws UnknownHostException {
        final SplittableRandom random = new SplittableRandom(5952);
        for (int i = 0; i < 10_000; i++) {
            final int groups = random.nextInt(1 << 8); // which of the eight are not zero
            final Ipv6Address address =
                    new Ipv6Address(
                            random.nextLong() & spread(groups),
                            random.nextLong() & spread(groups >>> 4));
            final byte[] bytes =
                    ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();

            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            if (!address.isIpv4Mapped()) {
                assertThat(Inet6Address.ofLiteral(address.toString()).getAddress())
                        .isEqualTo(bytes);
            }
        }
    }

    /** Four bits to four groups that are all ones or all zeros. */
    private static long spread(int bits) {
        long mask = 0;
        for (int i = 0; i < 4; i++) {
            mask = mask << 16 | ((bits >>> i & 1) == 0 ? 0 : 0xFFFF);
        }
        return mask;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "::1%eth0",
                "::1/64",
                "1.2.3.4::",
                "::1.2.3",
                "::1.2.3.400",
                "::ffff:1.2.3.4:5",
                "::\u0661",
                " ::1",
                "-1::"
            })
    void malformedIpv6Text_isRefused(String text) {
        assertThatThrownBy(() -> Ipv6Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an IPv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..3.4",
                "localhost",
                "0x1.2.3.4",
                "1.2.3.\u0664",
                "4294967295",
                "1.2.3.0004"
            })
    void malformedIpv4Text_isRefused(String text) {
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not an IPv4 address: ");
    }

    @Test
    void ipv4Text_isReadAndWrittenBack() {
        assertThat(Ipv4Address.parse("192.0.2.255")).isEqualTo(new Ipv4Address(0xC00002FF));
        assertThat(new Ipv4Address(0xC00002FF)).hasToString("192.0.2.255");
    }

    @Test
    void prefixWithBitsAfterItsLength_isRefusedWithThePrefixMeant() {
        assertThatThrownBy(() -> IpPrefix.parse("10.0.0.1/24"))
                .hasMessage(
                        "10.0.0.1/24 has bits set after its prefix length; the prefix is 10.0.0.0/24");
        assertThatThrownBy(() -> IpPrefix.parse("2001:db8::1/64"))
                .hasMessage(
                        "2001:db8::1/64 has bits set after its prefix length; the prefix is 2001:db8::/64");
        assertThatThrownBy(() -> new Ipv6Prefix(0, 1, 127))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 255.255.255.255, true",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.1/32, 10.0.0.1, true",
        "10.0.0.1/32, 10.0.0.2, false",
        "::/0, ffff::, true",
        "2001:db8::/64, 2001:db8::ffff, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::8/125, 2001:db8::f, true",
        "2001:db8::8/125, 2001:db8::10, false",
        "::1/128, ::1, true",
        "0.0.0.0/0, ::, false",
    })
    void prefix_containsWhatSharesItsFirstBits(String prefix, String address, boolean contained) {
        assertThat(IpPrefix.parse(prefix).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @Test
    void prefixLengthOutOfBounds_isRefused() {
        assertThatThrownBy(() -> IpPrefix.parse("0.0.0.0/33"))
                .hasMessage("prefix length 33 is not within 0..32");
        assertThatThrownBy(() -> InterfaceAddress.parse("::1/129"))
                .hasMessage("prefix length 129 is not within 0..128");
        assertThatThrownBy(() -> new InterfaceAddress(new Ipv4Address(0), -1))
                .hasMessage("prefix length -1 is not within 0..32");
    }

    @Test
    void interfaceAddress_knowsItsSubnet() {
        assertThat(InterfaceAddress.parse("10.0.0.1/24").prefix()).hasToString("10.0.0.0/24");
        assertThat(InterfaceAddress.parse("2001:db8::1/65").prefix()).hasToString("2001:db8::/65");
    }

    @Test
    void macText_isReadAndWrittenInLowerCase() {
        assertThat(MacAddress.parse("02:00:5E:10:00:fF")).hasToString("02:00:5e:10:00:ff");
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isMulticast()).isTrue();
        assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isBroadcast()).isTrue();
        assertThat(MacAddress.parse("02:00:00:00:00:01").isMulticast()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:00:00:00:00",
                "02-00-00-00-00-01",
                "2:0:0:0:0:1",
                "02:00:00:00:00:0g"
            })
    void malformedMac_isRefused(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not a MAC address");
    }

    @Test
    void macBeyond48Bits_isRefused() {
        assertThatThrownBy(() -> new MacAddress(1L << 48))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MacAddress(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressKinds_areTold() {
        assertThat(IpAddress.parse("224.0.0.1").isMulticast()).isTrue();
        assertThat(IpAddress.parse("223.255.255.255").isMulticast()).isFalse();
        assertThat(IpAddress.parse("ff02::1").isMulticast()).isTrue();
        assertThat(IpAddress.parse("127.1.2.3").isLoopback()).isTrue();
        assertThat(IpAddress.parse("::1").isLoopback()).isTrue();
        assertThat(Ipv6Address.parse("fe80::1").isLinkLocal()).isTrue();
        assertThat(Ipv6Address.parse("febf::1").isLinkLocal()).isTrue();
        assertThat(Ipv6Address.parse("fec0::1").isLinkLocal()).isFalse();
        assertThat(Ipv4Address.parse("255.255.255.255").isLimitedBroadcast()).isTrue();
    }
}
