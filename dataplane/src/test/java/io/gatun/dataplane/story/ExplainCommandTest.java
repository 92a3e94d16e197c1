package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.ManagedRouter;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.pcap.PcapPacket;
import io.gatun.mgmt.pcap.PcapWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gatun explain}, from its words to what it prints. */
class ExplainCommandTest {

    private static final String CANDIDATE =
            """
            ports:
              west: {}
              east: {}
            interfaces:
              west: { addresses: [10.0.0.1/24] }
              east: { addresses: [10.0.1.1/24] }
            routes:
              - { prefix: 203.0.113.0/24, type: blackhole }
            neighbors:
              - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:09" }
            """;

    @TempDir private Path folder;

    private TestRouter router;
    private ManagedRouter managed;

    @BeforeEach
    void start() throws IOException {
        router =
                TestRouter.with(
                        TwoLans.parts(
                                Part.iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'"),
                                Part.iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'"),
                                Part.iface("east.100", "10.0.100.1/24").with("vlan", 100),
                                Part.neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                                Part.neighbor(
                                        "east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC)));
        managed = ManagedRouter.of(router, folder);
    }

    @AfterEach
    void stop() {
        managed.close();
        assertThat(managed.faults()).isEmpty();
    }

    private Explanation explained(String words) {
        final ManagedRouter.Result result = managed.gatun("explain -j " + words);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return JsonText.read(result.out(), Explanation.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ip 10.0.0.2 10.0.1.9 udp 5000 53, TRANSMITTED, ''",
        "ip 10.0.0.2 10.0.1.9 udp 5000 53 ttl 1, DROPPED, IPV4_TTL_EXCEEDED",
        "ip 10.0.0.2 10.0.1.9 length 1600 df, DROPPED, IPV4_FRAGMENTATION_NEEDED",
        "ip 10.0.0.2 10.0.1.9 length 1600, TRANSMITTED, ''",
        "ip 10.0.0.2 10.0.0.1 udp 5000 53 length 61, DROPPED, UDP_NO_LISTENER",
        "ip 10.0.0.2 10.0.0.1 tcp 5000 53, DROPPED, TCP_NO_LISTENER",
        "ip 10.0.0.2 10.0.0.1 icmp, DELIVERED, ''",
        "ip 10.0.0.2 10.0.0.1 icmp 100 0, DROPPED, ICMP_UNKNOWN_TYPE",
        "ip 10.0.0.2 10.0.0.1 proto 253, DROPPED, LOCAL_UNKNOWN_PROTOCOL",
        "ip 10.0.0.2 10.0.1.9 vlan 7, DROPPED, VLAN_UNKNOWN",
        "ip 10.0.0.2 10.0.1.9 mac 02:00:00:00:00:02 02:00:00:00:99:99, DROPPED, ETHERNET_OTHER_HOST",
        "ip 10.0.0.2 10.0.1.77, HELD, ''",
        "ip 2001:db8:a::2 2001:db8:b::9 udp 1 2 tos 0xb8, TRANSMITTED, ''",
        "ip 2001:db8:a::2 2001:db8:a::1 udp 1 2 length 61, DROPPED, UDP6_NO_LISTENER",
        "ip 2001:db8:a::2 2001:db8:a::1 icmp, DELIVERED, ''",
        "ip 2001:db8:a::2 2001:db8:a::1, DROPPED, LOCAL6_NO_NEXT_HEADER",
        "ip 2001:db8:a::2 2001:db8:b::9 ttl 0, DROPPED, IPV6_HOP_LIMIT_EXCEEDED"
    })
    void packetInWords_isExplained(String words, Explanation.Verdict verdict, String reason) {
        final Explanation explanation = explained("west " + words);

        assertThat(explanation.verdict()).isEqualTo(verdict);
        assertThat(explanation.drops())
                .extracting(Explanation.Drop::reason)
                .isEqualTo(reason.isEmpty() ? List.of() : List.of(reason));
    }

    @Test
    void text_tellsTheWayAndEndsWithTheVerdict() {
        final ManagedRouter.Result result =
                managed.gatun("explain west ip 10.0.0.2 10.0.1.9 udp 5000 53 ttl 1");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("packet at port west, 60 bytes")
                .contains("ethernet-input")
                .contains("interface west")
                .contains("route 10.0.1.0/24 dev east, table main, kernel, metric 0")
                .contains("answered with time exceeded (type 11 code 0)")
                .contains("verdict: dropped: IPV4_TTL_EXCEEDED: TTL ran out (RFC 1812 §5.3.1)")
                .contains("would leave by west");
    }

    @Test
    void packetOfACapture_isExplained() throws IOException {
        final Path capture = folder.resolve("in.pcap");
        final byte[] mac = {2, 0, 0, 0, 0, 1};
        try (PcapWriter out = new PcapWriter(capture)) {
            out.write(new PcapPacket(0, transit().payload(30).bytes(mac)));
            out.write(new PcapPacket(1, transit().checksumError(1).bytes(mac)));
        }

        assertThat(explained("west --pcap " + capture).drops())
                .extracting(Explanation.Drop::reason)
                .isEmpty();
        assertThat(explained("west --pcap " + capture + " --packet 2").drops())
                .extracting(Explanation.Drop::reason)
                .containsExactly("IPV4_BAD_CHECKSUM");
        assertThat(managed.gatun("explain west --pcap " + capture + " --packet 3").err())
                .contains("has 2 packets, and no packet 3");
    }

    @Test
    void candidateConfiguration_isAskedWithoutARouter() throws IOException {
        final Path file = Files.writeString(folder.resolve("candidate.yaml"), CANDIDATE);

        assertThat(explained("west ip 10.0.0.2 203.0.113.9 -c " + file).drops())
                .extracting(Explanation.Drop::reason)
                .containsExactly("IPV4_BLACKHOLE");
        assertThat(managed.gatun("explain west ip 10.0.0.2 10.0.1.9 -c " + file).out())
                .contains("next hop 10.0.1.9 on interface east, mtu 1500")
                .contains("verdict: transmitted")
                .contains("neighbors are known that the file names, and no others");
        assertThat(managed.gatun("explain north ip 10.0.0.2 10.0.1.9 -c " + file).err())
                .contains("no port is called north");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "west | say the packet in words, or where it was captured with --pcap: one of them",
                "west udp 1 2 | the addresses are missing: ip SOURCE DESTINATION",
                "west ip 10.0.0.2 2001:db8::1 | are not of one family",
                "west ip 10.0.0.2 | a value is missing after 'destination address'",
                "west ip 10.0.0.2 10.0.1.9 udp 1 65536 | 65536 is not a number within 0..65535",
                "west ip 10.0.0.2 10.0.1.9 udp 1 2 length 27 | length 27 is below 28",
                "west ip 2001:db8::1 2001:db8::2 df | df is a flag of IPv4",
                "west ip 10.0.0.2 10.0.1.9 tll 1 | did you mean 'ttl'?",
                "west ip 10.0.0.2 10.0.1.9 vlan 4096 | 4096 is not a number within 0..4095",
                "north ip 10.0.0.2 10.0.1.9 | no port is called north; gatun show ports lists them"
            })
    void wrongWords_areRefused(String words, String sentence) {
        final ManagedRouter.Result result = managed.gatun("explain " + words);

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains(sentence);
    }
}
