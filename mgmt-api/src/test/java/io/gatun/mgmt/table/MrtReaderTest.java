package io.gatun.mgmt.table;

import static io.gatun.mgmt.table.Mrt.attribute;
import static io.gatun.mgmt.table.Mrt.entry;
import static io.gatun.mgmt.table.Mrt.entryWithPath;
import static io.gatun.mgmt.table.Mrt.nextHop;
import static io.gatun.mgmt.table.Mrt.origin;
import static io.gatun.mgmt.table.Mrt.shortReach;
import static io.gatun.mgmt.table.Mrt.u16;
import static io.gatun.mgmt.table.Mrt.u32;
import static io.gatun.mgmt.table.Mrt.u8;
import static io.gatun.mgmt.table.Mrt.wholeReach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6396 and RFC 8050, record by record. */
class MrtReaderTest {

    @TempDir private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("rib.mrt"), bytes);
    }

    private List<String> routes(Mrt mrt, TableFormat format) throws IOException {
        return routes(mrt.bytes(), format);
    }

    private List<String> routes(byte[] bytes, TableFormat format) throws IOException {
        final List<String> routes = new ArrayList<>();
        try (TableFile table = TableFile.open(file(bytes), format, Optional.empty())) {
            while (table.next()) {
                routes.add(
                        table.route().prefix()
                                + table.route().hop().map(hop -> " " + hop).orElse(""));
            }
        }
        return routes;
    }

    private TableCounts counts(Mrt mrt) throws IOException {
        try (TableFile table =
                TableFile.open(file(mrt.bytes()), TableFormat.AUTO, Optional.empty())) {
            while (table.next()) {
                assertThat(table.route().length()).isNotNegative();
            }
            return table.counts();
        }
    }

    private static Mrt example() {
        return new Mrt()
                .peers()
                .rib(
                        "10.0.0.0/8",
                        entry(0, origin(), nextHop("10.0.1.2")),
                        entry(1, nextHop("10.0.1.3")))
                .rib("2001:db8::/32", entry(1, origin(), shortReach("2001:db8:b::2", "fe80::2")))
                .ribAddPath("192.0.2.0/24", entryWithPath(0, 7, nextHop("10.0.1.4")))
                .ribAddPath("2001:db8:1::/48", entryWithPath(1, 8, shortReach("2001:db8:b::3")))
                .tableDump("198.51.100.0/25", origin(), nextHop("10.0.1.5"))
                .tableDump("2001:db8:2::/47", wholeReach("2001:db8:b::4", "2001:db8:2::/47"));
    }

    @Test
    void everyKindOfRecord_givesItsPrefixAndTheFirstNextHop() throws IOException {
        assertThat(routes(example(), TableFormat.AUTO))
                .containsExactly(
                        "10.0.0.0/8 10.0.1.2",
                        "2001:db8::/32 2001:db8:b::2",
                        "192.0.2.0/24 10.0.1.4",
                        "2001:db8:1::/48 2001:db8:b::3",
                        "198.51.100.0/25 10.0.1.5",
                        "2001:db8:2::/47 2001:db8:b::4");
    }

    @Test
    void packedDump_isUnpackedAndKnownForWhatItIs() throws IOException {
        assertThat(routes(TableFileTest.gzip(example().bytes()), TableFormat.AUTO)).hasSize(6);
    }

    @Test
    void defaultRoutesAndHostRoutes_haveNoneAndAllOfTheirBytes() throws IOException {
        final Mrt mrt =
                new Mrt()
                        .peers()
                        .rib("0.0.0.0/0", entry(0, nextHop("10.0.1.2")))
                        .rib("::/0", entry(0, shortReach("2001:db8::1")))
                        .rib("255.255.255.255/32", entry(0, nextHop("10.0.1.2")))
                        .rib("ffff:1:2:3:4:5:6:7/128", entry(0, shortReach("::1")))
                        .rib("2001:db8::8000:0:0:0/65", entry(0, shortReach("::1")));

        assertThat(routes(mrt, TableFormat.MRT))
                .containsExactly(
                        "0.0.0.0/0 10.0.1.2",
                        "::/0 2001:db8::1",
                        "255.255.255.255/32 10.0.1.2",
                        "ffff:1:2:3:4:5:6:7/128 ::1",
                        "2001:db8:0:0:8000::/65 ::1");
    }

    @Test
    void entryWithoutNextHop_givesWayToTheFirstThatHasOne() throws IOException {
        final Mrt mrt =
                new Mrt()
                        .peers()
                        .rib(
                                "10.0.0.0/8",
                                entry(0, origin()),
                                entry(0, nextHop("0.0.0.0")), // its speaker's own route
                                entry(1, nextHop("10.0.1.3")),
                                entry(0, nextHop("10.0.1.4")))
                        .rib("10.0.0.0/9", entry(0, origin()));

        assertThat(routes(mrt, TableFormat.MRT))
                .containsExactly("10.0.0.0/8 10.0.1.3", "10.0.0.0/9");
    }

    @Test
    void ipv4PrefixWithAnIpv6NextHop_keepsIt() throws IOException { // RFC 8950
        final Mrt mrt =
                new Mrt()
                        .peers()
                        .rib("10.0.0.0/8", entry(0, shortReach("2001:db8::1")))
                        .rib("11.0.0.0/8", entry(0, nextHop("10.0.1.2"), shortReach("2001:db8::1")))
                        .rib("12.0.0.0/8", entry(0, shortReach("2001:db8::1"), nextHop("10.0.1.2")))
                        .rib("2001:db8::/32", entry(0, shortReach("::1"), nextHop("10.0.1.2")));

        assertThat(routes(mrt, TableFormat.MRT))
                .containsExactly(
                        "10.0.0.0/8 2001:db8::1",
                        "11.0.0.0/8 10.0.1.2",
                        "12.0.0.0/8 10.0.1.2",
                        "2001:db8::/32 ::1");
    }

    @Test
    void wholeReachAttributeOfOlderWriters_isUnderstood() throws IOException {
        final Mrt mrt =
                new Mrt()
                        .peers()
                        .rib("2001:db8::/32", entry(0, wholeReach("2001:db8::1", "2001:db8::/32")));

        assertThat(routes(mrt, TableFormat.MRT)).containsExactly("2001:db8::/32 2001:db8::1");
    }

    @Test
    void recordsWithoutUnicastRoutes_areSkippedAndCounted() throws IOException {
        final Mrt mrt =
                new Mrt()
                        .record(Mrt.BGP4MP, 4, new byte[40])
                        .peers()
                        .rib("10.0.0.0/8", entry(0, nextHop("10.0.1.2")))
                        .rib("232.0.0.0/8", 3, entry(0, nextHop("10.0.1.2")))
                        .rib("11.0.0.0/8") // without an entry
                        .record(Mrt.TABLE_DUMP, 9, new byte[4])
                        .tableDump("10.0.0.0/8", nextHop("10.0.1.9"));

        assertThat(counts(mrt)).isEqualTo(new TableCounts(1, 0, 0, 1, 0, 4));
    }

    @Test
    void trailingBitsOfAPrefix_areCountedAndCleared() throws IOException {
        final Mrt mrt =
                new Mrt()
                        .peers()
                        .record(
                                Mrt.TABLE_DUMP_V2,
                                2,
                                u32(0),
                                u8(9),
                                u8(10),
                                u8(0xFF),
                                u16(1),
                                entry(0, nextHop("10.0.1.2")));

        assertThat(routes(mrt, TableFormat.MRT)).containsExactly("10.128.0.0/9 10.0.1.2");
        assertThat(counts(mrt).withHostBits()).isEqualTo(1);
    }

    @Test
    void fileCutAnywhere_isReadToTheLastWholeRecordOrRefusedWhereItBroke() throws IOException {
        final Mrt mrt = example();
        final byte[] whole = mrt.bytes();
        final List<String> all = routes(whole, TableFormat.MRT);
        for (int length = 0; length < whole.length; length++) {
            final byte[] cut = Arrays.copyOf(whole, length);
            final int at = length;
            final int lastEnd = mrt.ends().stream().filter(end -> end <= at).reduce(0, Math::max);
            if (lastEnd == length) {
                final int records = mrt.ends().indexOf(length);
                assertThat(routes(cut, TableFormat.MRT))
                        .isEqualTo(all.subList(0, Math.max(0, records - 1)));
            } else {
                assertThatThrownBy(() -> routes(cut, TableFormat.MRT))
                        .as("cut to %d bytes", length)
                        .isInstanceOf(TableException.class)
                        .hasMessageContaining("byte " + lastEnd + ": ")
                        .hasMessageContaining("the file ends after ");
            }
        }
    }

    /** The message is cut, and the header says so: every field meets the end of its record. */
    @Test
    void recordCutAnywhere_isRefusedForTheFieldThatIsShort() throws IOException {
        final Mrt mrt = example();
        for (int i = 1; i < mrt.ends().size(); i++) {
            final byte[] whole =
                    Arrays.copyOfRange(mrt.bytes(), mrt.ends().get(i - 1), mrt.ends().get(i));
            final byte[] before = i == 1 ? new byte[0] : new Mrt().peers().bytes();
            for (int length = 12; length < whole.length; length++) {
                final byte[] cut = Arrays.copyOf(whole, length);
                System.arraycopy(u32(length - 12), 0, cut, 8, 4);

                assertThatThrownBy(() -> routes(Mrt.join(before, cut), TableFormat.MRT))
                        .as("record %d cut to %d of %d bytes", i, length, whole.length)
                        .isInstanceOf(TableException.class)
                        .hasMessageContaining("byte " + before.length + ": ")
                        .hasMessageMatching("(?s).* needs \\d+ bytes, and \\d+ are left");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void randomDamage_isRefusedOrRead_andNeverBreaksTheReader(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            final byte[] damaged = example().bytes();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(
                            () -> {
                                try {
                                    routes(damaged, TableFormat.MRT);
                                } catch (TableException refused) {
                                    assertThat(refused).hasMessageContaining("byte ");
                                }
                            })
                    .as("seed %d, step %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                Arguments.of(
                        new Mrt().rib("10.0.0.0/8", entry(0, nextHop("10.0.1.2"))),
                        "byte 0: RIB_IPV4_UNICAST: it stands before the PEER_INDEX_TABLE (RFC 6396 §4.3)"),
                Arguments.of(
                        new Mrt().peers().rib("10.0.0.0/8", entry(2, nextHop("10.0.1.2"))),
                        "RIB_IPV4_UNICAST: peer index 2 is above the last of the 2 peers"),
                Arguments.of(
                        new Mrt()
                                .peers()
                                .record(Mrt.TABLE_DUMP_V2, 2, u32(0), u8(33), new byte[7], u16(0)),
                        "RIB_IPV4_UNICAST: prefix length 33 is not within 0..32"),
                Arguments.of(
                        new Mrt()
                                .peers()
                                .record(Mrt.TABLE_DUMP_V2, 4, u32(0), u8(129), new byte[19]),
                        "RIB_IPV6_UNICAST: prefix length 129 is not within 0..128"),
                Arguments.of(
                        new Mrt().peers().rib("10.0.0.0/8", entry(0, attribute(0x40, 3, u16(9)))),
                        "RIB_IPV4_UNICAST: NEXT_HOP has 2 bytes and needs 4"),
                Arguments.of(
                        new Mrt()
                                .peers()
                                .rib("::/0", entry(0, attribute(0x80, 14, u8(24), new byte[24]))),
                        "RIB_IPV6_UNICAST: the next hop of MP_REACH_NLRI has 24 bytes; known are 4, 16 and 32"),
                Arguments.of(
                        new Mrt()
                                .peers()
                                .rib("::/0", entry(0, attribute(0x80, 14, u8(16), new byte[17]))),
                        "RIB_IPV6_UNICAST: 1 bytes stand after the next hop of MP_REACH_NLRI"),
                Arguments.of(
                        new Mrt().peers().rib("10.0.0.0/8", entry(0, origin()), new byte[3]),
                        "RIB_IPV4_UNICAST: originated time needs 4 bytes, and 1 are left"),
                Arguments.of(
                        new Mrt().record(Mrt.TABLE_DUMP_V2, 1, u32(0), u16(0), u16(0), u8(1)),
                        "byte 0: PEER_INDEX_TABLE: 1 bytes stand after the last peer"));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void flawedRecord_isRefusedForItsReason(Mrt mrt, String sentence) {
        assertThatThrownBy(() -> routes(mrt, TableFormat.MRT))
                .isInstanceOf(TableException.class)
                .hasMessageEndingWith(sentence);
    }

    @Test
    void recordSaidToBeHuge_isRefusedUnread() {
        final byte[] huge = Mrt.join(u32(0), u16(13), u16(2), u32(0xFFFF_FFFFL), new byte[99]);

        assertThatThrownBy(() -> routes(huge, TableFormat.MRT))
                .hasMessageEndingWith(
                        "byte 0: record: its length 4294967295 is above 16777216 bytes");
    }

    /** Against bgpdump, the tool that operators read such files with. */
    @Test
    void bgpdump_readsTheSamePrefixesAndNextHops() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bgpdump")), "bgpdump is not installed");
        final SplittableRandom random = new SplittableRandom(11);
        final Mrt mrt = new Mrt().peers();
        for (int i = 0; i < 500; i++) {
            final String v4 =
                    "" + (i / 250 + 20) + "." + i % 250 + ".0.0/" + random.nextInt(16, 33);
            final String v6 =
                    "2001:db8:" + Integer.toHexString(i) + "::/" + random.nextInt(48, 129);
            mrt.rib(v4, entry(0, origin(), asPath(), nextHop("10.0.1." + random.nextInt(1, 255))));
            mrt.rib(v6, entry(1, origin(), asPath(), shortReach("2001:db8::" + (i + 1))));
        }
        final Path file = file(mrt.bytes());
        final Process bgpdump =
                new ProcessBuilder("/usr/bin/bgpdump", "-m", file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        final String output =
                new String(bgpdump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bgpdump.waitFor()).isZero();

        // TABLE_DUMP2|time|B|peer|as|prefix|path|origin|next hop|...
        assertThat(output.lines().map(line -> line.split("\\|")))
                .hasSize(1_000)
                .map(fields -> fields[5] + " " + fields[8])
                .containsExactlyElementsOf(routes(mrt, TableFormat.AUTO));
    }

    private static byte[] asPath() {
        return attribute(0x40, 2, u8(2), u8(1), u32(64_500));
    }
}
