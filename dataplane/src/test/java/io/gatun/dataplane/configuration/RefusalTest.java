package io.gatun.dataplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file for each reason to refuse one, and the sentence people read then. */
class RefusalTest {

    private static final String TWO_PORTS =
            """
            ports:
              west: { device: net_null0 }
              east: { device: net_null1 }
            interfaces:
              west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
              east: { addresses: [10.0.1.1/24] }
            """;

    private static List<String> problems(String text) {
        final ConfigurationException refused =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> ConfigurationReader.readText(text, "edge.yaml", Purpose.RUN));
        assertThat(refused).as("the file is accepted").isNotNull();
        assertThat(refused.getMessage()).isEqualTo(String.join("\n", lines(refused)));
        return lines(refused);
    }

    private static List<String> lines(ConfigurationException refused) {
        return refused.problems().stream().map(Problem::toString).toList();
    }

    private static void assertRefused(String text, String... sentences) {
        assertThat(problems(text)).containsExactly(sentences);
    }

    private static void assertSecondLineRefused(String settingsOfWest, String sentence) {
        assertRefused(
                """
                ports:
                  west: { device: net_null0, %s }
                """
                        .formatted(settingsOfWest),
                "edge.yaml:2: " + sentence);
    }

    private static void assertAddedRefused(String added, String... sentences) {
        assertRefused(TWO_PORTS + added, sentences);
    }

    @Test
    void emptyFile_isRefused() {
        assertRefused(
"""
# nothing
""",
                "edge.yaml:1: the file is empty; a router needs ports and interfaces");
    }

    @Test
    void facadeThatOtherMachinesReach_isRefused() {
        assertAddedRefused(
                "http: { listen: 0.0.0.0:8080 }\n",
                "edge.yaml:%d: listen 0.0.0.0:8080 of http is reached from other machines, which takes certificate and key, and tokens or ca; or listen on 127.0.0.1 or [::1]"
                        .formatted(TWO_PORTS.lines().count() + 1));
    }

    @Test
    void authorityWithoutTls_isRefused() {
        assertAddedRefused(
                "http: { listen: 127.0.0.1:8080, ca: ca.pem }\n",
                "edge.yaml:%d: ca of http wants certificate and key: clients show certificates over TLS alone"
                        .formatted(TWO_PORTS.lines().count() + 1));
    }

    @Test
    void facadeThatOtherMachinesReach_needsToKnowWhoAsks() {
        final long line = TWO_PORTS.lines().count() + 1;
        assertAddedRefused(
                "http: { listen: 0.0.0.0:8080, certificate: a.pem, key: a.key }\n",
                "edge.yaml:%d: listen 0.0.0.0:8080 of http is reached from other machines, which takes certificate and key, and tokens or ca; or listen on 127.0.0.1 or [::1]"
                        .formatted(line),
                "edge.yaml:%d: there is no certificate file a.pem".formatted(line));
    }

    @Test
    void certificateWithoutItsKey_isRefused() {
        assertAddedRefused(
                "http: { listen: 127.0.0.1:8080, certificate: a.pem }\n",
                "edge.yaml:%d: certificate and key of http go together, and one is missing"
                        .formatted(TWO_PORTS.lines().count() + 1));
    }

    @Test
    void facadeThatListensNowhere_isRefused() {
        final long line = TWO_PORTS.lines().count() + 1;
        assertAddedRefused(
                "http: { listen: 8080 }\n",
                "edge.yaml:%d: listen of http: '8080' is no address and port such as 127.0.0.1:8080 or [::1]:8080"
                        .formatted(line));
    }

    @Test
    void fileThatIsAList_isRefused() {
        assertRefused(
"""
- ports
""",
                "edge.yaml:1: the file is not a mapping of sections such as ports and interfaces");
    }

    @Test
    void bracketLeftOpen_isRefusedWhereItShows() {
        assertRefused(
"""
ports: [1
router: 2
""",
                "edge.yaml:2: this is not YAML: expected ',' or ']', but got :");
    }

    @Test
    void secondDocument_isRefused() {
        assertRefused(
"""
ports: {}
---
ports: {}
""",
                "edge.yaml:2: this is not YAML: but found another document");
    }

    @Test
    void sectionThatIsANumber_isRefused() {
        assertRefused(
"""
ports: 7
""",
                "edge.yaml:1: ports is not a mapping of keys to values",
                "edge.yaml:1: there are no ports; a router without one forwards nothing");
    }

    @Test
    void noPorts_isRefused() {
        assertRefused(
"""
interfaces: {}
""",
                "edge.yaml:1: there are no ports; a router without one forwards nothing");
    }

    @Test
    void unknownSection_isRefusedWithTheNearestOne() {
        assertRefused(
"""
prots: {}
ports: { west: { device: net_null0 } }
""",
                "edge.yaml:1: unknown key 'prots' in the file; did you mean 'ports'?");
    }

    @Test
    void unknownKey_isRefusedWithTheNearestOne() {
        assertSecondLineRefused(
                "mtuu: 1500", "unknown key 'mtuu' in port west; did you mean 'mtu'?");
    }

    @Test
    void unknownKeyLikeNoOther_isRefusedWithAllThereAre() {
        assertSecondLineRefused(
                "speed: 10",
                "unknown key 'speed' in port west; known are checksum_offload, device, mac, mtu,"
                        + " promiscuous, queues, rx_descriptors, tx_descriptors");
    }

    @Test
    void sameKeyTwice_isRefused() {
        assertSecondLineRefused(
                "mtu: 1500, mtu: 1400", "key 'mtu' stands twice in port west, first in line 2");
    }

    @Test
    void mtuBelow68_isRefused() {
        assertSecondLineRefused(
                "mtu: 67",
                "mtu 67 of port west is below 68, the least a router must forward whole (RFC 791"
                        + " §3.2)");
    }

    @Test
    void mtuAbove9600_isRefused() {
        assertSecondLineRefused(
                "mtu: 9601",
                "mtu 9601 of port west is above 9600, the most that jumbo frames of common devices"
                        + " hold");
    }

    @Test
    void mtuBeyondAnInt_isRefused() {
        assertSecondLineRefused(
                "mtu: 99999999999",
                "mtu 99999999999 of port west is above 9600, the most that jumbo frames of common"
                        + " devices hold");
    }

    @Test
    void wordForANumber_isRefused() {
        assertSecondLineRefused("mtu: big", "mtu of port west is 'big', not a whole number");
    }

    @Test
    void octalNumber_isRefused() {
        assertSecondLineRefused("mtu: 01500", "mtu of port west is '01500', not a whole number");
    }

    @Test
    void listForANumber_isRefused() {
        assertSecondLineRefused("mtu: [1500]", "mtu of port west is a collection, not one value");
    }

    @Test
    void keyWithoutValue_isRefused() {
        assertSecondLineRefused("mtu: ", "mtu of port west has no value");
    }

    @Test
    void yesForTrue_isRefused() {
        assertSecondLineRefused(
                "promiscuous: yes", "promiscuous of port west is 'yes', not true or false");
    }

    @Test
    void noQueues_isRefused() {
        assertSecondLineRefused(
                "queues: 0",
                "queues 0 of port west is below 1, for a port without queues moves nothing");
    }

    @Test
    void ringsThatTakeAllBuffers_areRefused() {
        assertSecondLineRefused(
                "queues: 16",
                "buffers 16384 of dpdk are not above 32768, which the rings of port west hold (16 x"
                        + " (1024 + 1024))");
    }

    @Test
    void shortRing_isRefused() {
        assertSecondLineRefused(
                "rx_descriptors: 10",
                "rx_descriptors 10 of port west is below 64, the shortest ring that keeps a batch");
    }

    @Test
    void macWithHyphens_isRefused() {
        assertSecondLineRefused(
                "mac: 02-00-00-00-00-01",
                "mac of port west: '02-00-00-00-00-01' is not a MAC address: it needs six pairs of"
                        + " hexadecimal digits with ':' between");
    }

    @Test
    void groupMacOfAPort_isRefused() {
        assertSecondLineRefused(
                "mac: \"03:00:00:00:00:01\"",
                "mac 03:00:00:00:00:01 of port west is a group address, which no station sends from"
                        + " (IEEE 802.3 §3.2.3)");
    }

    @Test
    void zeroMacOfAPort_isRefused() {
        assertSecondLineRefused(
                "mac: \"00:00:00:00:00:00\"",
                "mac 00:00:00:00:00:00 of port west is nobody's address");
    }

    @Test
    void portWithoutDevice_isRefused() {
        assertRefused(
"""
ports:
  west: {}
""",
                "edge.yaml:2: port west has no device; give a PCI address such as 0000:3b:00.0 or a"
                        + " virtual device such as net_tap0,iface=gw0");
    }

    @Test
    void blankDevice_isRefused() {
        assertRefused(
"""
ports:
  west: { device: " " }
""",
                "edge.yaml:2: device of port west is blank");
    }

    @Test
    void portNamedWithASpace_isRefused() {
        assertRefused(
"""
ports:
  we st: { device: net_null0 }
""",
                "edge.yaml:2: name 'we st' of a port does not match"
                        + " [A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    }

    @Test
    void samePortTwice_isRefused() {
        assertRefused(
"""
ports:
  west: { device: net_null0 }
  west: { device: net_null1 }
""",
                "edge.yaml:3: key 'west' stands twice in ports, first in line 2");
    }

    @Test
    void deviceAndMacOfAnotherPort_areRefused() {
        assertRefused(
"""
ports:
  west: { device: net_null0 }
  east: { device: net_null0, mac: "02:00:00:00:00:01" }
""",
                "edge.yaml:3: device net_null0 of port east is taken by port west",
                "edge.yaml:3: mac 02:00:00:00:00:01 of port east is the one of port west");
    }

    @Test
    void routerNameWithCapitals_isRefused() {
        assertAddedRefused(
"""
router: { name: Edge_1 }
""",
                "edge.yaml:7: name 'Edge_1' of router does not match [a-z0-9-]{1,32}");
    }

    @Test
    void dpdkSettingsOutOfBounds_areRefused() {
        assertAddedRefused(
"""
dpdk: { hugepages: maybe, memory: 1, buffers: 100 }
""",
                "edge.yaml:7: hugepages of dpdk is 'maybe', not one of auto, off, required",
                "edge.yaml:7: memory 1 of dpdk is below 64, the least DPDK starts with",
                "edge.yaml:7: buffers 100 of dpdk is below 1024, the least that fills a pair of"
                        + " rings");
    }

    @Test
    void workerSettingsOutOfBounds_areAllRefused() {
        assertAddedRefused(
"""
workers:
  cores: [1, 1, 2000, x]
  control_core: -1
  idle: sleep
  vector: 300
  cycles: 2
  runs: pipeline
""",
                "edge.yaml:8: cores 2000 of workers is above 1023, the last CPU an affinity mask"
                        + " holds (sched_setaffinity(2))",
                "edge.yaml:8: cores of workers is 'x', not a whole number",
                "edge.yaml:8: core 1 stands twice in cores of workers; a worker needs its own",
                "edge.yaml:9: control_core -1 of workers is below 0, the first CPU",
                "edge.yaml:10: idle of workers is 'sleep', not one of spin, backoff",
                "edge.yaml:11: vector 300 of workers is above 256, the longest batch",
                "edge.yaml:12: cycles of workers is '2', not true or false",
                "edge.yaml:13: runs of workers is 'pipeline', not one of to-completion");
    }

    @Test
    void coresThatAreNoList_areRefused() {
        assertAddedRefused(
"""
workers: { cores: 1 }
""",
                "edge.yaml:7: cores of workers is not a list");
    }

    private static void assertInterfacesRefused(String interfaces, String... sentences) {
        assertRefused(
                """
                ports:
                  west: { device: net_null0 }
                  east: { device: net_null1, mtu: 1400 }
                interfaces:
                """
                        + interfaces.indent(2),
                sentences);
    }

    @Test
    void interfaceWithoutPort_isRefusedWithTheNearestOne() {
        assertInterfacesRefused(
"""
weast: {}
""",
                "edge.yaml:5: interface weast sits on port weast, which is not among the ports; did"
                        + " you mean 'west'?");
    }

    @Test
    void interfaceOnUnknownPort_isRefusedWithAllThereAre() {
        assertInterfacesRefused(
"""
west: { port: north }
""",
                "edge.yaml:5: interface west sits on port north, which is not among the ports;"
                        + " known are west, east");
    }

    @Test
    void twoUntaggedInterfacesOnOnePort_areRefused() {
        assertInterfacesRefused(
"""
west: {}
other: { port: west }
""",
                "edge.yaml:6: interface other is untagged on port west, as interface west is; give"
                        + " one of them a vlan");
    }

    @Test
    void sameVlanTwiceOnOnePort_isRefused() {
        assertInterfacesRefused(
"""
west.1: { vlan: 1 }
west.2: { vlan: 1 }
""",
                "edge.yaml:6: vlan 1 of interface west.2 is taken on port west by interface"
                        + " west.1");
    }

    @Test
    void vlanIdsThatMeanSomethingElse_areRefused() {
        assertInterfacesRefused(
"""
west.0: { vlan: 0 }
west.5: { vlan: 4095 }
""",
                "edge.yaml:5: vlan 0 of interface west.0 is below 1, for 0 is a priority tag and no"
                        + " VLAN (IEEE 802.1Q §9.6)",
                "edge.yaml:6: vlan 4095 of interface west.5 is above 4094, the last VLAN id (IEEE"
                        + " 802.1Q §9.6)");
    }

    @Test
    void interfaceMtuOutsideItsPorts_isRefused() {
        assertInterfacesRefused(
"""
east: { mtu: 1500 }
west: { mtu: 60 }
""",
                "edge.yaml:5: mtu 1500 of interface east is above 1400, the mtu of its port east",
                "edge.yaml:6: mtu 60 of interface west is below 68, the least a router must forward"
                        + " whole (RFC 791 §3.2)");
    }

    @Test
    void mtuTooSmallForIpv6_isRefused() {
        assertInterfacesRefused(
"""
east: { mtu: 1200, addresses: ["2001:db8::1/64"] }
""",
                "edge.yaml:5: mtu 1200 of interface east is below 1280, the least a link with IPv6"
                        + " carries (RFC 8200 §5)");
    }

    @Test
    void mtuTooSmallForIpv6WithoutAnAddress_isRefused() {
        assertInterfacesRefused(
"""
east: { mtu: 1279, ipv6: true }
""",
                "edge.yaml:5: mtu 1279 of interface east is below 1280, the least a link with IPv6"
                        + " carries (RFC 8200 §5)");
    }

    @Test
    void ipv6AddressesWhereIpv6IsOff_areRefused() {
        assertInterfacesRefused(
"""
east: { ipv6: false, addresses: ["2001:db8::1/64"] }
""",
                "edge.yaml:5: ipv6 of interface east is false, and it has IPv6 addresses; leave out"
                        + " the one or the others");
    }

    @Test
    void interfaceSwitchesOutOfBounds_areRefused() {
        assertInterfacesRefused(
"""
east: { rp_filter: 3, arp: maybe }
""",
                "edge.yaml:5: rp_filter of interface east is '3', not one of 0, 1, 2",
                "edge.yaml:5: arp of interface east is 'maybe', not true or false");
    }

    @Test
    void addressesThatAreNoList_areRefused() {
        assertInterfacesRefused(
"""
east: { addresses: 10.0.0.1/24 }
""",
                "edge.yaml:5: addresses of interface east is not a list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    10.0.0.1 | addresses of interface east: '10.0.0.1' is not an interface address: it has no '/' and prefix length
                    10.0.0.1/33 | addresses of interface east: prefix length 33 is not within 0..32
                    10.0.0.1/x | addresses of interface east: '10.0.0.1/x' is not an interface address: prefix length 'x' is not a number
                    10.0.0.256/24 | addresses of interface east: '10.0.0.256' is not an IPv4 address: '256' is above 255
                    example.org/24 | addresses of interface east: 'example.org' is not an IPv4 address: it has 2 parts and needs 4
                    2001:db8::g/64 | addresses of interface east: '2001:db8::g' is not an IPv6 address: 'g' is not a hexadecimal digit
                    10.0.0.0/24 | address 10.0.0.0/24 of interface east is the network number of 10.0.0.0/24, which no interface has (RFC 1122 §3.2.1.3)
                    10.0.0.255/24 | address 10.0.0.255/24 of interface east is the broadcast address of 10.0.0.0/24, which no interface has (RFC 1122 §3.2.1.3)
                    10.0.0.1/0 | address 10.0.0.1/0 of interface east has prefix length 0, which makes every address a neighbor; the least is 1
                    224.0.0.1/24 | address 224.0.0.1/24 of interface east is a multicast address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    0.0.0.0/8 | address 0.0.0.0/8 of interface east is the unspecified address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    127.0.0.1/8 | address 127.0.0.1/8 of interface east is a loopback address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    255.255.255.255/32 | address 255.255.255.255/32 of interface east is the limited broadcast address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    ff02::1/64 | address ff02::1/64 of interface east is a multicast address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    ::ffff:10.0.0.1/96 | address ::ffff:10.0.0.1/96 of interface east is an IPv4-mapped address, which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)
                    """)
    void addressNoInterfaceCanHave_isRefused(String address, String sentence) {
        assertInterfacesRefused(
                "east: { addresses: [\"" + address + "\"] }", "edge.yaml:5: " + sentence);
    }

    @Test
    void takenAndOverlappingAddresses_areRefusedWithTheOtherLine() {
        assertInterfacesRefused(
"""
east: { addresses: [10.0.0.1/24] }
west:
  addresses:
    - 10.0.0.1/24
    - 10.0.0.2/16
    - 10.9.0.1/24
    - 10.9.0.1/24
""",
                "edge.yaml:8: address 10.0.0.1/24 of interface west stands already in line 5 on"
                        + " interface east",
                "edge.yaml:9: address 10.0.0.2/16 of interface west overlaps 10.0.0.0/24 on east in"
                        + " line 5; each subnet needs one interface",
                "edge.yaml:11: address 10.9.0.1/24 of interface west stands already in line 10 on"
                        + " interface west");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    { prefix: 10.9.0.1/16, via: 10.0.0.2 } | prefix of route 10.9.0.1/16: 10.9.0.1/16 has bits set after its prefix length; the prefix is 10.9.0.0/16
                    { prefix: 10.9.0.0/16, via: 10.9.9.9 } | via 10.9.9.9 of route 10.9.0.0/16 lies in no connected subnet (10.0.0.0/24 on west, 10.0.1.0/24 on east); a next hop is a neighbor (RFC 1812 §5.2.4.2)
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, interface: east } | via 10.0.0.2 of route 10.9.0.0/16 lies in no connected subnet of interface east (10.0.1.0/24 on east); a next hop is a neighbor (RFC 1812 §5.2.4.2)
                    { prefix: 10.9.0.0/16, via: 10.0.0.1 } | via 10.0.0.1 of route 10.9.0.0/16 is this router's own address on interface west
                    { prefix: 10.9.0.0/16, via: 10.0.0.255 } | via 10.0.0.255 of route 10.9.0.0/16 is the broadcast address of 10.0.0.0/24 on interface west, not a neighbor's
                    { prefix: 10.9.0.0/16, via: 10.0.0.0 } | via 10.0.0.0 of route 10.9.0.0/16 is the network number of 10.0.0.0/24 on interface west, not a neighbor's
                    { prefix: 10.9.0.0/16, via: 224.0.0.1 } | via 224.0.0.1 of route 10.9.0.0/16 is a multicast address, not a neighbor's
                    { prefix: "2001:db8:f::/48", via: 10.0.0.2 } | via 10.0.0.2 of route 2001:db8:f::/48 is of another IP version than the prefix
                    { prefix: "2001:db8:f::/48", via: "fe80::1" } | via fe80::1 of route 2001:db8:f::/48 is link-local and needs an interface beside it (RFC 4007 §6)
                    { prefix: "2001:db8:f::/48", via: "2001:db8:9::1" } | via 2001:db8:9::1 of route 2001:db8:f::/48 lies in no connected subnet (2001:db8:a::/64 on west); a next hop is a neighbor (RFC 1812 §5.2.4.2)
                    { prefix: 10.9.0.0/16 } | route 10.9.0.0/16 has neither via nor interface; a unicast route needs one
                    { prefix: 10.9.0.0/16, interface: eats } | interface eats of route 10.9.0.0/16 does not exist; did you mean 'east'?
                    { prefix: 10.9.0.0/16, type: blackhole, via: 10.0.0.2 } | route 10.9.0.0/16 is of type blackhole, which sends nothing; remove via
                    { prefix: 10.9.0.0/16, type: nat, via: 10.0.0.2 } | type of route 10.9.0.0/16 is 'nat', not one of unicast, local, broadcast, anycast, multicast, blackhole, unreachable, prohibit, throw
                    { prefix: 10.9.0.0/16, type: local, via: 10.0.0.2 } | route 10.9.0.0/16: invalid scope: what lies behind a gateway is not on this host; leave scope or via out
                    { prefix: 10.9.0.0/16, type: throw, interface: east } | route 10.9.0.0/16 is of type throw, which sends nothing; remove interface
                    { prefix: 10.9.0.0/16, type: throw, table: local } | route 10.9.0.0/16: table local and main are looked up together, so that local cannot throw; add the throw route to table main
                    { prefix: 10.9.0.0/16, type: multicast, interface: east } | route 10.9.0.0/16: 10.9.0.0/16 is not for multicast; leave the type multicast out
                    { prefix: 10.9.0.0/16, interface: east, table: 252 } | route 10.9.0.0/16: table 252 is no table of its own; name another
                    { prefix: 10.9.0.0/16, interface: east, table: mian } | table of route 10.9.0.0/16: 'mian' is not a table: main, local, default or a number
                    { prefix: 10.9.0.0/16, interface: east, protocol: kernel } | route 10.9.0.0/16: protocol kernel says nobody, or the router itself; name who adds the route, such as static
                    { prefix: 10.9.0.0/16, interface: east, scope: nowhere } | route 10.9.0.0/16: invalid scope: a route of type unicast has a scope between universe and host, not nowhere
                    { prefix: 10.9.0.0/16, type: local, scope: link } | route 10.9.0.0/16: invalid scope: a route of type local has a scope between host and host, not link
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, scope: link } | route 10.9.0.0/16: invalid scope: what lies behind a gateway is not on this link; leave scope or via out
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, source: 10.0.0.9 } | source 10.0.0.9 of route 10.9.0.0/16 is not an address of this router
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, hoplimit: 0 } | hoplimit 0 of route 10.9.0.0/16 is below 1, for a packet with none left is discarded
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, mtu_lock: true } | route 10.9.0.0/16: there is no mtu to lock; give the route an mtu
                    { prefix: 10.9.0.0/16, via: 10.9.9.9, onlink: true } | via 10.9.9.9 of route 10.9.0.0/16 is onlink and needs an interface beside it
                    { prefix: 10.9.0.0/16, interface: east, onlink: true } | route 10.9.0.0/16: onlink is about a gateway; give via or leave it out
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, metric: 4294967296 } | metric 4294967296 of route 10.9.0.0/16 is above 4294967295, the worst metric
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, from: 10.0.1.0/24 } | from of route 10.9.0.0/16 is not in this version: a route has no source prefix; to choose a table by source takes a policy rule, which this router does not have yet
                    { prefix: 224.0.0.0/4, type: blackhole } | route 224.0.0.0/4 is for multicast, which is not forwarded by unicast routes (RFC 1812 §5.3.4)
                    { via: 10.0.0.2 } | route number 1 has no prefix
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, metric: -1 } | metric -1 of route 10.9.0.0/16 is below 0, the best metric
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, mtu: 60 } | mtu 60 of route 10.9.0.0/16 is below 68, the least a router must forward whole (RFC 791 §3.2)
                    7 | route number 1 is not a mapping of keys to values
                    { prefix: 10.9.0.0/16, via: 10.0.0.2, vai: x } | unknown key 'vai' in route 10.9.0.0/16; did you mean 'via'?
                    """)
    void routeThatLeadsNowhere_isRefused(String route, String sentence) {
        assertAddedRefused("routes:\n  - " + route + "\n", "edge.yaml:8: " + sentence);
    }

    @Test
    void sameRouteTwice_isRefused() {
        assertAddedRefused(
"""
routes:
  - { prefix: 10.9.0.0/16, via: 10.0.0.2 }
  - { prefix: 10.9.0.0/16, via: 10.0.1.2 }
""",
                "edge.yaml:9: route 10.9.0.0/16 with metric 0 stands already in line 8; give one of"
                        + " them another metric");
    }

    @Test
    void routesThatAreNoList_areRefused() {
        assertAddedRefused(
"""
routes: { prefix: 0.0.0.0/0 }
""",
                "edge.yaml:7: routes of the file is not a list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    { address: 10.0.2.9, interface: east, mac: "02:00:00:00:00:09" } | neighbor 10.0.2.9 lies in no subnet of interface east (10.0.1.0/24 on east)
                    { address: 10.0.1.1, interface: east, mac: "02:00:00:00:00:09" } | neighbor 10.0.1.1 is this router's own address on interface east
                    { address: 10.0.1.255, interface: east, mac: "02:00:00:00:00:09" } | neighbor 10.0.1.255 is the broadcast address of 10.0.1.0/24 on interface east, not a neighbor's
                    { address: 224.0.0.9, interface: east, mac: "02:00:00:00:00:09" } | neighbor 224.0.0.9 is a multicast address, not a neighbor's
                    { address: fe80::9, interface: east, mac: "02:00:00:00:00:09" } | neighbor fe80::9 is link-local, and interface east has no IPv6
                    { address: "2001:db8:b::9", interface: west, mac: "02:00:00:00:00:09" } | neighbor 2001:db8:b::9 lies in no subnet of interface west (2001:db8:a::/64 on west)
                    { address: "2001:db8:a::1", interface: west, mac: "02:00:00:00:00:09" } | neighbor 2001:db8:a::1 is this router's own address on interface west
                    { address: "ff02::9", interface: west, mac: "02:00:00:00:00:09" } | neighbor ff02::9 is a multicast address, not a neighbor's
                    { address: 10.0.1.9, interface: esat, mac: "02:00:00:00:00:09" } | interface esat of neighbor 10.0.1.9 does not exist; did you mean 'east'?
                    { address: 10.0.1.9, interface: east, mac: "01:00:5e:00:00:09" } | mac 01:00:5e:00:00:09 of neighbor 10.0.1.9 is a group address; a neighbor has one of its own (RFC 1812 §3.3.2)
                    { address: 10.0.1.9, interface: east, mac: "ff:ff:ff:ff:ff:ff" } | mac ff:ff:ff:ff:ff:ff of neighbor 10.0.1.9 is a group address; a neighbor has one of its own (RFC 1812 §3.3.2)
                    { address: 10.0.1.9, interface: east, mac: "00:00:00:00:00:00" } | mac 00:00:00:00:00:00 of neighbor 10.0.1.9 is nobody's address
                    { address: 10.0.1.9, interface: east } | neighbor 10.0.1.9 has no mac
                    """)
    void neighborThatCannotBe_isRefused(String neighbor, String sentence) {
        assertAddedRefused("neighbors:\n  - " + neighbor + "\n", "edge.yaml:8: " + sentence);
    }

    @Test
    void sameNeighborTwice_isRefused() {
        assertAddedRefused(
"""
neighbors:
  - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:09" }
  - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:0a" }
""",
                "edge.yaml:9: neighbor 10.0.1.9 on interface east stands already in line 8");
    }

    @Test
    void tunablesOutOfBounds_areAllRefused() {
        assertAddedRefused(
"""
tunables:
  ip_default_ttl: 0
  icmp_ratelimit: -1
  icmp_ratemask: 0x1ffffffff
  icmp_echo_ignore_al: true
  neigh:
    retrans_time_ms: 1
    unres_qlen: 9999
    gc_thresh1: 50000
""",
                "edge.yaml:8: ip_default_ttl 0 of tunables is below 1, for a packet with TTL 0 is"
                        + " discarded (RFC 1812 §5.3.1)",
                "edge.yaml:9: icmp_ratelimit -1 of tunables is below 0, the least of a count or"
                        + " time",
                "edge.yaml:10: icmp_ratemask of tunables is '0x1ffffffff', not a whole number",
                "edge.yaml:11: unknown key 'icmp_echo_ignore_al' in tunables; did you mean"
                        + " 'icmp_echo_ignore_all'?",
                "edge.yaml:13: retrans_time_ms 1 of neigh is below 10, the least time between two"
                        + " solicitations",
                "edge.yaml:14: unres_qlen 9999 of neigh is above 4096, the most packets that may"
                        + " wait for one neighbor",
                "edge.yaml:15: gc_thresh1 50000, gc_thresh2 32768 and gc_thresh3 65536 of neigh do"
                        + " not rise in this order");
    }

    @Test
    void ipv6TunablesOutOfBounds_areAllRefused() {
        assertAddedRefused(
"""
tunables:
  ipv6:
    hop_limit: 0
    icmp_ratelimit: -1
    icmp_ratemask: 1-256
    icmp_echo_ignore_al: true
""",
                "edge.yaml:9: hop_limit 0 of ipv6 is below 1, for a packet with a hop limit of 0 is"
                        + " discarded (RFC 8200 §3)",
                "edge.yaml:10: icmp_ratelimit -1 of ipv6 is below 0, the least of a count or time",
                "edge.yaml:11: icmp_ratemask of ipv6: '1-256' is not a list of types like"
                        + " 0-1,3-127: 256 is not within 0..255",
                "edge.yaml:12: unknown key 'icmp_echo_ignore_al' in ipv6; did you mean"
                        + " 'icmp_echo_ignore_all'?");
    }

    @Test
    void collectionsNestedWithoutEnd_areRefusedBeforeTheStackEnds() {
        assertRefused(
                "[".repeat(1_000_000),
                "edge.yaml:1: a collection lies deeper than 16 others, which no setting needs");
    }

    @Test
    void aliasesThatMultiply_areRefused() {
        final StringBuilder text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name < 'k'; name++) {
            final String alias = "*" + (char) (name - 1);
            text.append(name).append(": &").append(name).append(" [");
            text.append(String.join(", ", Collections.nCopies(9, alias))).append("]\n");
        }

        assertRefused(
                text.toString(),
                "edge.yaml:1: this is not YAML: Number of aliases for non-scalar nodes exceeds the"
                        + " specified max=64");
    }

    @Test
    void oneAddressTooMany_isRefused() {
        final StringBuilder text = new StringBuilder("east:\n  addresses:\n");
        for (int i = 0; i <= ConnectedSubnets.MOST_ADDRESSES; i++) {
            text.append("    - 10.").append(i / 256).append('.').append(i % 256).append(".1/24\n");
        }

        assertInterfacesRefused(
                text.toString(),
                "edge.yaml:4103: address 10.16.0.1/24 of interface east is one more than 4096, the"
                        + " most addresses of this router");
    }

    @Test
    void thousandsOfProblems_areReportedUpToAHundred() {
        assertThat(problems("ports:\n" + "  x y: 1\n".repeat(5_000))).hasSize(100);
    }

    @Test
    void randomText_isRefusedOrReadAndNothingElse() {
        final String alphabet = "ports: {}[]-&*a!|>\"'#%@`\n\t,?0.\\\u0000\u00e9";
        for (long seed = 0; seed < 2_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final String text =
                    random.ints(40, 0, alphabet.length())
                            .collect(
                                    StringBuilder::new,
                                    (built, i) -> built.append(alphabet.charAt(i)),
                                    StringBuilder::append)
                            .toString();
            assertThat(catchThrowable(() -> ConfigurationReader.readText(text, "f", Purpose.RUN)))
                    .as("seed %d", seed)
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void missingFile_isRefused(@TempDir Path folder) {
        final Path file = folder.resolve("none.yaml");

        assertThat(refusal(file)).isEqualTo(file + ":1: there is no such file");
    }

    @Test
    void fileThatIsNoText_isRefused(@TempDir Path folder) throws IOException {
        final Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xFF, 0});

        assertThat(refusal(file)).isEqualTo(file + ":1: the file is not UTF-8 text");
    }

    @Test
    void hugeFile_isRefusedUnread(@TempDir Path folder) throws IOException {
        final Path file = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 22) + 1]);

        assertThat(refusal(file)).isEqualTo(file + ":1: the file has 4194305 bytes, above 4194304");
    }

    @Test
    void hugeText_isRefusedUnread() {
        final String text = "#".repeat((1 << 22) + 1);

        assertThat(catchThrowable(() -> ConfigurationReader.readText(text, "edge", Purpose.RUN)))
                .hasMessage("edge:1: the text has 4194305 characters, above 4194304");
    }

    private static String refusal(Path file) {
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> ConfigurationReader.read(file, Purpose.RUN))
                .getMessage();
    }
}
