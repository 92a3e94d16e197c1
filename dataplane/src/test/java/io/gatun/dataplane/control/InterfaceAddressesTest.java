package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Part.iface;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.MemoryPort;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.testkit.Icmp6Frame;
import io.gatun.dataplane.testkit.NdPacket;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The IPv6 addresses of interfaces and what follows from them. */
class InterfaceAddressesTest {

    @ParameterizedTest
    @CsvSource({
        // RFC 4291 App. A has the first as its example, but for the prefix
        "34:56:78:9a:bc:de, fe80::3656:78ff:fe9a:bcde",
        "02:00:00:00:00:01, fe80::ff:fe00:1",
        "00:00:5e:ff:ff:ff, fe80::200:5eff:feff:ffff",
        "fe:ff:ff:00:00:00, fe80::fcff:ffff:fe00:0"
    })
    void linkLocalAddress_isMadeFromTheMac(String mac, String address) {
        assertThat(Addresses6.linkLocal(MacAddress.parse(mac).bits())).hasToString(address);
    }

    private static List<String> addresses(TestRouter router, String name) {
        return router.sight().interfaces().stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.addresses().stream())
                .map(Object::toString)
                .toList();
    }

    @Test
    @Spec("IP6A-06")
    void interfaceWithIpv6_hasALinkLocalAddressBesideTheConfigured() {
        final TestRouter router =
                TestRouter.with(iface("east", "192.0.2.1/24", "\"2001:db8:b::1/64\""));

        assertThat(addresses(router, "east"))
                .containsExactly(
                        "192.0.2.1/24",
                        "2001:db8:b::1/64",
                        Addresses6.linkLocal(MacAddress.parse(router.mac("east")).bits()) + "/64");
    }

    @Test
    void configuredLinkLocalAddress_takesThePlaceOfTheMade() {
        final TestRouter router = TestRouter.with(iface("east", "\"fe80::1/64\""));

        assertThat(addresses(router, "east")).containsExactly("fe80::1/64");
    }

    @Test
    void interfaceWithoutIpv6_hasNone() {
        final TestRouter router = TestRouter.with(iface("east", "192.0.2.1/24"));

        assertThat(addresses(router, "east")).containsExactly("192.0.2.1/24");
    }

    @Test
    @Spec("IP6A-06")
    void interfaceThatIsToldSo_hasIpv6WithoutAnAddressOfItsOwn() {
        final TestRouter router =
                TestRouter.with(iface("east", "192.0.2.1/24").with("ipv6", "true"));
        final String own =
                Addresses6.linkLocal(MacAddress.parse(router.mac("east")).bits()).toString();

        router.receives("east", Icmp6Frame.whoHas(own, "fe80::9", "02:00:00:00:00:09"));

        assertThat(NdPacket.sentBy(router, "east"))
                .extracting(answer -> answer.goes(own, "fe80::9"))
                .containsExactly(true);
    }

    private static final List<Ipv6Address> OWN =
            Stream.of("2001:db8::1", "fe80::1", "2001:db8:5::2:3").map(Ipv6Address::parse).toList();

    @Test
    @Spec({"IP6A-13", "IP6A-14"})
    void router_listensToTheseGroups() {
        assertThat(Groups6.of(OWN, true))
                .extracting(Ipv6Address::toString)
                .containsExactlyInAnyOrder(
                        "ff01::1",
                        "ff02::1",
                        "ff01::2",
                        "ff02::2",
                        "ff05::2",
                        "ff02::1:ff00:1",
                        "ff02::1:ff02:3");
    }

    @Test
    @Spec("IP6A-13")
    void host_doesNotListenToRouters() {
        assertThat(Groups6.of(OWN, false))
                .extracting(Ipv6Address::toString)
                .containsExactlyInAnyOrder(
                        "ff01::1", "ff02::1", "ff02::1:ff00:1", "ff02::1:ff02:3");
    }

    @Test
    @Spec("ND-28")
    void macOfAGroup_endsInItsLastFourBytes() {
        assertThat(new MacAddress(Groups6.mac(Ipv6Address.parse("ff02::1:ff00:1"))))
                .hasToString("33:33:ff:00:00:01");
        assertThat(new MacAddress(Groups6.mac(Ipv6Address.parse("ff0e::8000:2"))))
                .hasToString("33:33:80:00:00:02");
    }

    @Test
    void forwardingInterface_hasTheAnycastAddressOfEachSubnetShorterThan127() {
        assertThat(anycast(true, "\"2001:db8:b::1/64\"", "\"2001:db8:c::2/127\""))
                .containsExactly("2001:db8:b::", "fe80::");
        assertThat(anycast(false, "\"2001:db8:b::1/64\"")).isEmpty();
    }

    private static List<String> anycast(boolean forwarding, String... addresses) {
        final var configuration =
                TestRouter.configuration(iface("east", addresses).with("forwarding", forwarding));
        return Addresses6.of(configuration.interfaces().getFirst(), 0x0200_0000_0001L)
                .anycast()
                .stream()
                .map(Ipv6Address::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:b::9, 2001:db8:b::1",
        "2001:db8:c:1::9, 2001:db8:c::1",
        "fd00::9, fd00:1::1",
    })
    void addressToOriginateFrom_hasMostBitsInCommonWithTheTarget(String target, String own) {
        final var configuration =
                TestRouter.configuration(
                        iface(
                                "east",
                                "\"2001:db8:b::1/64\"",
                                "\"2001:db8:c::1/64\"",
                                "\"fd00:1::1/64\""));
        final Addresses6 addresses =
                Addresses6.of(configuration.interfaces().getFirst(), 0x0200_0000_0001L);

        assertThat(addresses.nearest(Ipv6Address.parse(target)).orElseThrow()).hasToString(own);
    }

    @Test
    void interfaceWithoutAGlobalAddress_originatesFromAnothers() {
        assertThat(
                        sources(
                                "2001:db8:f::9",
                                iface("west", "\"2001:db8:a::1/64\""),
                                iface("east", "\"fe80::7/64\"")))
                .containsExactly("2001:db8:a::1", "2001:db8:a::1");
    }

    @Test
    void routerWithoutAGlobalAddress_originatesFromTheLinkLocal() {
        assertThat(sources("2001:db8:f::9", iface("east", "\"fe80::7/64\"")))
                .containsExactly("fe80::7");
    }

    @Test
    void toALinkLocalTarget_theLinkLocalAddressIsUsed() {
        assertThat(sources("fe80::9", iface("east", "\"2001:db8:b::1/64\"", "\"fe80::7/64\"")))
                .containsExactly("fe80::7");
    }

    /** What each interface in turn would originate from towards the target. */
    private static List<String> sources(String target, Part... parts) {
        final RouterConfiguration configuration = TestRouter.configuration(parts);
        final List<Port> ports = new ArrayList<>();
        for (PortConfiguration port : configuration.ports()) {
            ports.add(
                    new MemoryPort(
                            port.name(),
                            port.mac().bits(),
                            port.mtu(),
                            MemoryBuffers.of(1, 2048),
                            _ -> {}));
        }
        final InterfaceKeeper keeper =
                new InterfaceKeeper(configuration, ports, new AdjacencyKeeper());
        return IntStream.of(keeper.indexes())
                .mapToObj(i -> keeper.sourceFor(i, Family.IPV6, Ipv6Address.parse(target)))
                .map(Object::toString)
                .toList();
    }
}
