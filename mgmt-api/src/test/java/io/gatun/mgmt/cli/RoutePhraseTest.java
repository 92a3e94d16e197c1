package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.ParameterException;

/** The words of ip-route(8), and what is said of those that are wrong. */
class RoutePhraseTest {

    private static WordReader words(String text) {
        return new WordReader(
                Gatun.commandLine(), text.isEmpty() ? List.of() : List.of(text.split(" ")));
    }

    private static RoutePhrase.Route route(String text) {
        return RoutePhrase.read(words(text), Optional.empty());
    }

    private static RouteSelector selector(String text) {
        return SelectorPhrase.read(words(text), Optional.empty());
    }

    private static RouteAttributes.Builder attributes() {
        return RouteAttributes.builder();
    }

    @Test
    void routeWithEveryWord_hasEveryAttribute() {
        final RoutePhrase.Route route =
                route(
                        "unicast 10.9.0.0/16 via 10.0.1.2 dev east metric 50 proto static table 100"
                                + " src 10.0.1.1 mtu lock 1400 hoplimit 7 onlink scope site tos 0x10"
                                + " from 10.1.0.0/16 advmss 1360 initcwnd 10 window 1 rtt 2 rttvar 3"
                                + " rto_min 4 reordering 5 ssthresh 6 cwnd 7 initrwnd 8 quickack 1");

        assertThat(route.prefix()).hasToString("10.9.0.0/16");
        assertThat(route.attributes())
                .isEqualTo(
                        attributes()
                                .type(RouteType.UNICAST)
                                .via(IpAddress.parse("10.0.1.2"))
                                .interfaceName("east")
                                .metric(50)
                                .protocol(RouteProtocol.STATIC)
                                .table(new TableId(100))
                                .prefsrc(IpAddress.parse("10.0.1.1"))
                                .metrics(
                                        new RouteMetrics(
                                                OptionalInt.of(1400),
                                                true,
                                                OptionalInt.of(7),
                                                Map.ofEntries(
                                                        Map.entry("advmss", 1360L),
                                                        Map.entry("initcwnd", 10L),
                                                        Map.entry("window", 1L),
                                                        Map.entry("rtt", 2L),
                                                        Map.entry("rttvar", 3L),
                                                        Map.entry("rto_min", 4L),
                                                        Map.entry("reordering", 5L),
                                                        Map.entry("ssthresh", 6L),
                                                        Map.entry("cwnd", 7L),
                                                        Map.entry("initrwnd", 8L),
                                                        Map.entry("quickack", 1L))))
                                .onlink(true)
                                .scope(RouteScope.SITE)
                                .tos(16)
                                .from(IpPrefix.parse("10.1.0.0/16"))
                                .build());
    }

    @Test
    void everyWordOfTheList_isUnderstood() {
        for (final String word : RoutePhrase.WORDS) {
            if (word.equals("onlink")) { // the one without a value
                continue;
            }
            assertThatThrownBy(() -> route("10.0.0.0/8 " + word))
                    .as(word)
                    .hasMessage("a value is missing after '" + word + "'");
        }
        for (final String word : SelectorPhrase.WORDS) {
            assertThatThrownBy(() -> selector(word))
                    .as(word)
                    .hasMessage("a value is missing after '" + word + "'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyType_mayStandInFront(RouteType type) {
        final RoutePhrase.Route route = route(Words.of(type) + " 192.0.2.0/24");

        assertThat(route.attributes()).isEqualTo(attributes().type(type).build());
        assertThat(selector(Words.of(type) + " 192.0.2.0/24").type()).contains(type);
        assertThat(selector("type " + Words.of(type)).type()).contains(type);
    }

    @ParameterizedTest
    @CsvSource({
        "default via 10.0.0.1,             , 0.0.0.0/0",
        "default via 2001:db8::1,          , ::/0",
        "default via inet6 2001:db8::1, INET, 0.0.0.0/0",
        "default dev east,                 , 0.0.0.0/0",
        "default dev east,            INET6, ::/0",
        "default src 2001:db8::1 dev east, , ::/0",
        "blackhole default,           INET6, ::/0",
        "to 10.1.2.3 dev east,             , 10.1.2.3/32",
        "2001:db8::1 dev east,             , 2001:db8::1/128",
        "0.0.0.0/0 dev east,           INET, 0.0.0.0/0",
    })
    void prefix_mayBeDefaultOrAnAddress(String text, AddressFamily family, String prefix) {
        assertThat(RoutePhrase.read(words(text), Optional.ofNullable(family)).prefix())
                .hasToString(prefix);
    }

    @Test
    void otherNamesOfWords_meanTheSame() {
        assertThat(
                        route(
                                "10.0.0.0/8 via inet 10.0.0.1 oif east priority 3 protocol 99 scope global"))
                .isEqualTo(
                        route(
                                "10.0.0.0/8 via 10.0.0.1 dev east metric 3 proto openr scope universe"));
        assertThat(route("10.0.0.0/8 dev east dsfield 4 preference 3"))
                .isEqualTo(route("10.0.0.0/8 dev east tos 4 metric 3"));
        assertThat(selector("oif east protocol static priority 3"))
                .isEqualTo(selector("dev east proto static metric 3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "               | the prefix of the route is missing, such as 192.0.2.0/24",
                "blackhole      | the prefix of the route is missing, such as 192.0.2.0/24",
                "blakhole 10.0.0.0/8 | 'blakhole' is neither a prefix nor a type of route; did you mean 'blackhole'?; allowed are unicast, local, broadcast, anycast, multicast, blackhole, unreachable, prohibit, throw, default",
                "10.0.0.1/8     | prefix: 10.0.0.1/8 has bits set after its prefix length; the prefix is 10.0.0.0/8",
                "10.0.0.0/33    | prefix: prefix length 33 is not within 0..32",
                "10.0.0/8       | prefix: '10.0.0' is not an IPv4 address: it has 3 parts and needs 4",
                "10.0.0.0/8 vai 10.0.0.1 | 'vai' is no word of a route; did you mean 'via'?; allowed are via, dev, metric, proto, table, scope, src, onlink, mtu, hoplimit, tos, from, advmss, window, rtt, rttvar, rto_min, reordering, ssthresh, cwnd, initcwnd, initrwnd, quickack",
                "10.0.0.0/8 via | a value is missing after 'via'",
                "10.0.0.0/8 via gw | via: 'gw' is not an IPv4 address: it has 1 parts and needs 4",
                "10.0.0.0/8 via inet | a value is missing after 'via, after its family,'",
                "10.0.0.0/8 metric 4294967296 | metric 4294967296 is not a number within 0..4294967295",
                "10.0.0.0/8 metric -1 | metric -1 is not a number within 0..4294967295",
                "10.0.0.0/8 metric 99999999999999999999 | metric 99999999999999999999 is not a number within 0..4294967295",
                "10.0.0.0/8 mtu big | mtu big is not a number within 0..65535",
                "10.0.0.0/8 mtu lock | a value is missing after 'mtu'",
                "10.0.0.0/8 hoplimit 256 | hoplimit 256 is not a number within 0..255",
                "10.0.0.0/8 tos 16 | tos 16 is not a type of service in hexadecimal, such as 0x10, within 0x00..0xff",
                "10.0.0.0/8 scope lnk | scope 'lnk' is unknown; did you mean 'link'?; allowed are universe, site, link, host, nowhere",
                "10.0.0.0/8 table mian | table: 'mian' is not a table: main, local, default or a number",
                "10.0.0.0/8 proto 256 | proto: protocol 256 is not within 0..255",
            })
    void wrongWord_isNamedWithWhatIsAllowed(String text, String sentence) {
        assertThatThrownBy(() -> route(text == null ? "" : text))
                .isInstanceOf(ParameterException.class)
                .hasMessage(sentence);
    }

    @Test
    void prefixOfTheOtherFamily_isRefused() {
        assertThatThrownBy(() ->
                        RoutePhrase.read(
                                words("2001:db8::/32 dev east"), Optional.of(AddressFamily.INET)))
                .hasMessage("prefix 2001:db8::/32 is not of the family that was asked for");
    }

    @Test
    void selectors_sayWhatIsToMatch() {
        assertThat(selector("")).isEqualTo(RouteSelector.all(TableId.MAIN));
        assertThat(selector("10.0.0.0/8"))
                .isEqualTo(RouteSelector.exactly(IpPrefix.parse("10.0.0.0/8")));
        assertThat(selector("exact 10.0.0.0/8")).isEqualTo(selector("to 10.0.0.0/8"));
        assertThat(selector("default")).isEqualTo(selector("0.0.0.0/0"));
        assertThat(selector("default via 2001:db8::1")).isEqualTo(selector("::/0 via 2001:db8::1"));
        assertThat(
                        selector(
                                "root 10.0.0.0/8 match 10.1.0.0/16 table all proto bgp scope link"
                                        + " metric 3 via 10.0.0.1 dev east src 10.0.0.2 mtu 1400"
                                        + " hoplimit 9"))
                .isEqualTo(
                        RouteSelector.builder(TableId.ALL)
                                .root(IpPrefix.parse("10.0.0.0/8"))
                                .match(IpPrefix.parse("10.1.0.0/16"))
                                .protocol(RouteProtocol.parse("bgp"))
                                .scope(RouteScope.LINK)
                                .metric(3)
                                .via(IpAddress.parse("10.0.0.1"))
                                .interfaceName("east")
                                .prefsrc(IpAddress.parse("10.0.0.2"))
                                .mtu(1400)
                                .hoplimit(9)
                                .build());
    }

    @Test
    void familyOfASelector_isThatOfTheOption() {
        final Optional<AddressFamily> ipv6 = Optional.of(AddressFamily.INET6);

        assertThat(SelectorPhrase.read(words("table 7"), ipv6))
                .isEqualTo(
                        RouteSelector.builder(new TableId(7)).family(AddressFamily.INET6).build());
        assertThat(SelectorPhrase.read(words("default"), ipv6).exact())
                .contains(IpPrefix.parse("::/0"));
        assertThat(SelectorPhrase.read(words("root default"), ipv6).root())
                .contains(IpPrefix.parse("::/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tabel 7 | 'tabel' selects no routes; did you mean 'table'?; allowed are exact, root, match, table, type, proto, scope, metric, tos, via, dev, src, mtu, hoplimit",
                "root    | a value is missing after 'root'",
                "root 10.0.0.1/8 | root: 10.0.0.1/8 has bits set after its prefix length; the prefix is 10.0.0.0/8",
                "type unicats | type 'unicats' is unknown; did you mean 'unicast'?; allowed are unicast, local, broadcast, anycast, multicast, blackhole, unreachable, prohibit, throw",
            })
    void wrongSelector_isNamedWithWhatIsAllowed(String text, String sentence) {
        assertThatThrownBy(() -> selector(text))
                .isInstanceOf(ParameterException.class)
                .hasMessage(sentence);
    }
}
