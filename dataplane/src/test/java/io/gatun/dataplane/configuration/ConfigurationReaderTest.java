package io.gatun.dataplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.config.DpdkConfiguration;
import io.gatun.mgmt.config.DpdkConfiguration.Hugepages;
import io.gatun.mgmt.config.HttpConfiguration;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.InterfaceTunables;
import io.gatun.mgmt.config.Ipv6Tunables;
import io.gatun.mgmt.config.ManagementConfiguration;
import io.gatun.mgmt.config.NeighborConfiguration;
import io.gatun.mgmt.config.NeighborTunables;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.config.ReversePathFilter;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration.Idle;
import io.gatun.mgmt.config.WorkerConfiguration.Runs;
import io.gatun.mgmt.model.IcmpTypeRanges;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationReaderTest {

    private static final Path EXAMPLES = Path.of("..", "docker", "examples");

    private static RouterConfiguration parse(String text) throws ConfigurationException {
        return ConfigurationReader.readText(text, "test.yaml", Purpose.REPLAY);
    }

    private static InterfaceConfiguration plain(
            String name, OptionalInt vlan, String... addresses) {
        return new InterfaceConfiguration(
                name,
                name.split("\\.", 2)[0],
                vlan,
                Stream.of(addresses).map(InterfaceAddress::parse).toList(),
                1500,
                true,
                ReversePathFilter.OFF,
                false,
                false,
                false,
                false,
                false,
                true,
                Stream.of(addresses).anyMatch(address -> address.indexOf(':') >= 0));
    }

    @Test
    void exampleOfTheDesign_isReadWhole() throws ConfigurationException {
        final RouterConfiguration router =
                ConfigurationReader.readText(
                        """
                        router: { name: edge-1 }
                        ports:
                          west: { device: "net_tap0,iface=gw0", mtu: 1500 }
                          east: { device: "0000:3b:00.0", queues: 2 }
                        interfaces:
                          west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
                          east: { addresses: [10.0.1.1/24, "2001:db8:b::1/64"] }
                          east.100: { vlan: 100, addresses: [10.0.100.1/24] }
                        routes:
                          - { prefix: 0.0.0.0/0, via: 10.0.1.254 }
                          - { prefix: 203.0.113.0/24, type: blackhole }
                        neighbors:
                          - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:09" }
                        """,
                        "edge.yaml",
                        Purpose.RUN);

        assertThat(router)
                .isEqualTo(
                        new RouterConfiguration(
                                "edge-1",
                                new DpdkConfiguration(Hugepages.AUTO, 512, 16384),
                                new WorkerConfiguration(
                                        Optional.empty(),
                                        OptionalInt.empty(),
                                        Idle.BACKOFF,
                                        64,
                                        false,
                                        Runs.TO_COMPLETION),
                                List.of(
                                        new PortConfiguration(
                                                "west",
                                                Optional.of("net_tap0,iface=gw0"),
                                                1500,
                                                MacAddress.parse("02:00:00:00:00:01"),
                                                1,
                                                1024,
                                                1024,
                                                false,
                                                true),
                                        new PortConfiguration(
                                                "east",
                                                Optional.of("0000:3b:00.0"),
                                                1500,
                                                MacAddress.parse("02:00:00:00:00:02"),
                                                2,
                                                1024,
                                                1024,
                                                false,
                                                true)),
                                List.of(
                                        plain(
                                                "west",
                                                OptionalInt.empty(),
                                                "10.0.0.1/24",
                                                "2001:db8:a::1/64"),
                                        plain(
                                                "east",
                                                OptionalInt.empty(),
                                                "10.0.1.1/24",
                                                "2001:db8:b::1/64"),
                                        plain("east.100", OptionalInt.of(100), "10.0.100.1/24")),
                                List.of(
                                        new RouteConfiguration(
                                                IpPrefix.parse("0.0.0.0/0"),
                                                RouteAttributes.builder()
                                                        .protocol(RouteProtocol.STATIC)
                                                        .via(IpAddress.parse("10.0.1.254"))
                                                        .interfaceName("east")
                                                        .build()),
                                        new RouteConfiguration(
                                                IpPrefix.parse("203.0.113.0/24"),
                                                RouteAttributes.builder()
                                                        .protocol(RouteProtocol.STATIC)
                                                        .type(RouteType.BLACKHOLE)
                                                        .build())),
                                List.of(),
                                new ImportedTables(List.of()),
                                List.of(
                                        new NeighborConfiguration(
                                                IpAddress.parse("10.0.1.9"),
                                                "east",
                                                MacAddress.parse("02:00:00:00:00:09"))),
                                TunablesConfiguration.DEFAULT,
                                ManagementConfiguration.DEFAULT,
                                HttpConfiguration.DEFAULT));
    }

    @Test
    void httpFacade_isOffUnlessItListens() throws ConfigurationException {
        final String ports = "ports: { west: {} }\n";
        assertThat(parse(ports).http().listen()).isEmpty();
        assertThat(parse(ports + "http: { listen: \"[::1]:8080\", tokens: tokens }\n").http())
                .isEqualTo(
                        new HttpConfiguration(
                                Optional.of(ListenAddress.parse("[::1]:8080")),
                                Optional.of(Path.of("tokens")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void settingsThatAreWritten_replaceTheirDefaults() throws ConfigurationException {
        final RouterConfiguration router =
                parse(
                        """
                        dpdk: { hugepages: required, memory: 1024, buffers: 32768 }
                        workers: { cores: [2, 3], control_core: 0, idle: spin, vector: 128, cycles: true, runs: to-completion }
                        ports:
                          west:
                            mtu: 9000
                            mac: "02:AA:00:00:00:07"
                            rx_descriptors: 512
                            tx_descriptors: 256
                            promiscuous: true
                            checksum_offload: false
                        interfaces:
                          lan:
                            port: west
                            mtu: 1400
                            forwarding: false
                            rp_filter: 2
                            accept_local: true
                            route_localnet: true
                            drop_unicast_in_l2_multicast: true
                            forward_link_local: true
                            arp: false
                            ipv6: true
                        tunables:
                          ip_default_ttl: 128
                          icmp_ratelimit: 0
                          icmp_ratemask: 0x1819
                          icmp_msgs_per_sec: 10000
                          icmp_msgs_burst: 100
                          icmp_echo_ignore_all: true
                          icmp_echo_ignore_broadcasts: false
                          icmp_errors_use_inbound_ifaddr: true
                          class_e_forwarding: false
                          ignore_routes_with_linkdown: true
                          fib_nodes: 4096
                          error_cost: 500
                          error_burst: 6
                          ipv6:
                            hop_limit: 128
                            icmp_ratelimit: 0
                            icmp_ratemask: 1,3-4,129
                            icmp_echo_ignore_all: true
                            icmp_echo_ignore_multicast: true
                            icmp_echo_ignore_anycast: true
                          neigh:
                            base_reachable_time_ms: 5000
                            retrans_time_ms: 500
                            mcast_solicit: 4
                            ucast_solicit: 5
                            delay_first_probe_time_s: 1
                            gc_stale_time_s: 30
                            unres_qlen: 3
                            gc_thresh1: 10
                            gc_thresh2: 20
                            gc_thresh3: 30
                        """);

        assertThat(router.dpdk()).isEqualTo(new DpdkConfiguration(Hugepages.REQUIRED, 1024, 32768));
        assertThat(router.workers())
                .isEqualTo(
                        new WorkerConfiguration(
                                Optional.of(List.of(2, 3)),
                                OptionalInt.of(0),
                                Idle.SPIN,
                                128,
                                true,
                                Runs.TO_COMPLETION));
        assertThat(router.ports())
                .containsExactly(
                        new PortConfiguration(
                                "west",
                                Optional.empty(),
                                9000,
                                MacAddress.parse("02:aa:00:00:00:07"),
                                1,
                                512,
                                256,
                                true,
                                false));
        assertThat(router.interfaces())
                .containsExactly(
                        new InterfaceConfiguration(
                                "lan",
                                "west",
                                OptionalInt.empty(),
                                List.of(),
                                1400,
                                false,
                                ReversePathFilter.LOOSE,
                                true,
                                true,
                                true,
                                true,
                                false,
                                false,
                                true));
        assertThat(router.tunables())
                .isEqualTo(
                        new TunablesConfiguration(
                                128,
                                0,
                                0x1819,
                                10000,
                                100,
                                true,
                                false,
                                true,
                                false,
                                true,
                                4096,
                                500,
                                6,
                                new Ipv6Tunables(
                                        128,
                                        0,
                                        IcmpTypeRanges.parse("1,3-4,129"),
                                        true,
                                        true,
                                        true),
                                new NeighborTunables(5000, 500, 4, 5, 1, 30, 3, 10, 20, 30),
                                InterfaceTunables.NONE,
                                InterfaceTunables.NONE));
    }

    @Test
    void portsWithoutMac_areNumberedInTheOrderOfTheFile() throws ConfigurationException {
        final RouterConfiguration router = parse("ports: { zebra: {}, ant: {}, cat: {} }");

        assertThat(router.ports())
                .extracting(PortConfiguration::name, port -> port.mac().toString())
                .containsExactly(
                        tuple("zebra", "02:00:00:00:00:01"),
                        tuple("ant", "02:00:00:00:00:02"),
                        tuple("cat", "02:00:00:00:00:03"));
    }

    @Test
    void interfaceMtu_isItsPortsUnlessWritten() throws ConfigurationException {
        final RouterConfiguration router =
                parse(
                        """
                        ports: { west: { mtu: 9000 } }
                        interfaces: { west: {}, west.7: { vlan: 7, mtu: 1280 } }
                        """);

        assertThat(router.interfaces())
                .extracting(InterfaceConfiguration::mtu)
                .containsExactly(9000, 1280);
    }

    @Test
    void emptyListOfCores_isKeptApartFromNone() throws ConfigurationException {
        assertThat(parse("{ workers: { cores: [] }, ports: { west: } }").workers().cores())
                .contains(List.of());
    }

    @Test
    void secondAddressInTheSameSubnetOfOneInterface_isTaken() throws ConfigurationException {
        final RouterConfiguration router =
                parse(
                        """
                        ports: { west: {}, east: {} }
                        interfaces:
                          west: { addresses: [10.0.0.1/24, 10.0.0.2/24, "fe80::1/64"] }
                          east: { addresses: [10.0.1.0/31, "fe80::1/64"] }
                        routes:
                          - { prefix: "2001:db8::/32", via: "fe80::9", interface: east }
                          - { prefix: 192.0.2.0/24, via: 10.0.1.1 }
                          - { prefix: 198.51.100.0/24, interface: west, metric: 20, mtu: 1400 }
                        """);

        assertThat(router.interfaces().getFirst().addresses()).hasSize(3);
        assertThat(router.routes())
                .extracting(route -> route.attributes().interfaceName().orElseThrow())
                .containsExactly("east", "east", "west");
        assertThat(router.routes().getLast().attributes().metrics().mtu()).hasValue(1400);
    }

    @Test
    void exampleOfAllSettings_writesTheirDefaults() throws ConfigurationException {
        final RouterConfiguration plain =
                ConfigurationReader.readText(
                        """
                        ports: { west: { device: "net_tap0,iface=gw0" } }
                        interfaces: { west: { addresses: [10.0.0.1/24] } }
                        routes: [{ prefix: 192.0.2.0/24, via: 10.0.0.9 }]
                        """,
                        "plain.yaml",
                        Purpose.RUN);

        assertThat(ConfigurationReader.read(EXAMPLES.resolve("all-settings.yaml"), Purpose.RUN))
                .isEqualTo(plain);
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shippedExample_isRead(Path example) throws ConfigurationException {
        final boolean hasDevices = !"replay.yaml".equals(example.getFileName().toString());

        final RouterConfiguration router =
                ConfigurationReader.read(example, hasDevices ? Purpose.RUN : Purpose.REPLAY);

        assertThat(router.interfaces()).isNotEmpty();
    }
}
