package io.gatun.mgmt.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv6Address;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {

    @TempDir private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("table"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(UTF_8));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static TableFile open(Path file) throws IOException {
        return TableFile.open(file, TableFormat.AUTO, Optional.empty());
    }

    /** A route in the words of a prefix list. */
    private static String text(TableRoute route) {
        return route.prefix() + route.hop().map(hop -> " " + hop).orElse("");
    }

    private static List<String> routes(Path file) throws IOException {
        final List<String> routes = new ArrayList<>();
        try (TableFile table = open(file)) {
            while (table.next()) {
                routes.add(text(table.route()));
            }
        }
        return routes;
    }

    private static TableCounts counts(Path file, Optional<AddressFamily> family)
            throws IOException {
        try (TableFile table = TableFile.open(file, TableFormat.AUTO, family)) {
            while (table.next()) {
                assertThat(table.share()).isBetween(0.0, 1.0);
            }
            assertThat(table.share()).isEqualTo(1);
            return table.counts();
        }
    }

    @Test
    void lines_arePrefixesWithOrWithoutNextHopsBetweenCommentsAndBlanks() throws IOException {
        final Path file =
                file(
                        """
                        # both families
                        10.0.0.0/8
                          192.0.2.0/24\t10.0.1.2   # a next hop

                        0.0.0.0/0 2001:db8::1
                        2001:db8::/32 2001:DB8:0:0:0:0:0:2\r
                        ::/0
                        ::ffff:192.0.2.0/120 ::ffff:192.0.2.1
                        255.255.255.255/32#close
                        fe80:1:2:3:4:5:6:7/128\
                        """);

        assertThat(routes(file))
                .containsExactly(
                        "10.0.0.0/8",
                        "192.0.2.0/24 10.0.1.2",
                        "0.0.0.0/0 2001:db8::1",
                        "2001:db8::/32 2001:db8::2",
                        "::/0",
                        "::ffff:192.0.2.0/120 ::ffff:192.0.2.1",
                        "255.255.255.255/32",
                        "fe80:1:2:3:4:5:6:7/128");
    }

    @Test
    void gzip_isToldByItsFirstBytesAndNotByItsName() throws IOException {
        final Path file = file(gzip("10.0.0.0/8\n2001:db8::/32\n".getBytes(UTF_8)));

        assertThat(routes(file)).containsExactly("10.0.0.0/8", "2001:db8::/32");
    }

    @Test
    void gzipInSeveralMembers_isReadToItsEnd() throws IOException {
        final Path file =
                file(
                        Mrt.join(
                                gzip("10.0.0.0/8\n192.".getBytes(UTF_8)),
                                gzip("0.2.0/24\n".getBytes(UTF_8))));

        assertThat(routes(file)).containsExactly("10.0.0.0/8", "192.0.2.0/24");
    }

    @Test
    void duplicatesAndHostBits_areCountedAndDoNotStop() throws IOException {
        final Path file =
                file(
                        """
                        10.0.0.1/8 10.0.1.2
                        10.0.0.0/8 10.0.1.3
                        10.0.0.0/9
                        10.0.0.0/8
                        2001:db8::1/64
                        2001:db8::/64
                        2001:db8::/65
                        2001:db8::1/65
                        ::10.0.0.1/104
                        0.0.0.0/0
                        ::/0
                        """);

        assertThat(routes(file))
                .containsExactly(
                        "10.0.0.0/8 10.0.1.2",
                        "10.0.0.0/9",
                        "2001:db8::/64",
                        "2001:db8::/65",
                        "::a00:0/104",
                        "0.0.0.0/0",
                        "::/0");
        assertThat(counts(file, Optional.empty())).isEqualTo(new TableCounts(3, 4, 3, 4, 0, 0));
    }

    @Test
    void otherFamily_isLeftOutAndCounted() throws IOException {
        final Path file = file("10.0.0.0/8\n2001:db8::/32\n10.0.0.0/8\n::/0\n");

        assertThat(counts(file, Optional.of(AddressFamily.INET)))
                .isEqualTo(new TableCounts(1, 0, 0, 1, 2, 0));
        assertThat(counts(file, Optional.of(AddressFamily.INET6)))
                .isEqualTo(new TableCounts(0, 2, 0, 0, 2, 0));
    }

    @Test
    void emptyFile_hasNoRoutes() throws IOException {
        assertThat(routes(file(""))).isEmpty();
        assertThat(routes(file(gzip(new byte[0])))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10.0.0.0            | '10.0.0.0' is not a prefix: it has no '/' and prefix length",
                "10.0.0/8            | '10.0.0' is not an IPv4 address: it has 3 parts and needs 4",
                "10.0.0.0.0/8        | '10.0.0.0.0' is not an IPv4 address: it has 5 parts and needs 4",
                "10.0.0.256/8        | '10.0.0.256' is not an IPv4 address: '256' is above 255",
                "10.00.0.0/8         | '10.00.0.0' is not an IPv4 address: '00' has a leading zero, which some read as octal",
                "10.0.0.0/33         | prefix length 33 is not within 0..32",
                "10.0.0.0/           | '10.0.0.0/' is not a prefix: prefix length '' is not a number",
                "10.0.0.0/+8         | '10.0.0.0/+8' is not a prefix: prefix length '+8' is not a number",
                "10.0.0.0/9999999999 | '10.0.0.0/9999999999' is not a prefix: prefix length '9999999999' is not a number",
                "2001:db8::/129      | prefix length 129 is not within 0..128",
                "2001:db8::1::/64    | '2001:db8::1::' is not an IPv6 address: '::' stands in it more than once",
                "2001:db8:/64        | '2001:db8:' is not an IPv6 address: group '' does not have 1 to 4 digits",
                "1:2:3:4:5:6:7:8:9/64 | '1:2:3:4:5:6:7:8:9' is not an IPv6 address: it has more than 8 groups",
                "1:2:3:4::5:6:7:8/64 | '1:2:3:4::5:6:7:8' is not an IPv6 address: '::' leaves no room for a group of zeros",
                "12345::/64          | '12345::' is not an IPv6 address: group '12345' does not have 1 to 4 digits",
                "prefix              | 'prefix' is not a prefix: it has no '/' and prefix length",
                "10.0.0.0/8 gw       | next hop 'gw' is not an IPv4 address: it has 1 parts and needs 4",
                "10.0.0.0/8 10.1.1.1 x y | 'x' stands after prefix and next hop, which are all a line holds",
            })
    void flawedLine_isRefusedWithItsNumber(String line, String sentence) throws IOException {
        final Path file = file("# first\n10.0.0.0/8\n" + line + "\n");

        assertThatThrownBy(() -> routes(file))
                .isInstanceOf(TableException.class)
                .hasMessage(file + ":3: " + sentence)
                .extracting("line", "sentence")
                .containsExactly(3L, sentence);
    }

    @Test
    void endlessLine_isRefusedAndNotHeld() throws IOException {
        final byte[] line = new byte[1 << 20];
        Arrays.fill(line, (byte) ' ');

        assertThatThrownBy(() -> routes(file(Mrt.join("10.0.0.0/8\n".getBytes(UTF_8), line))))
                .hasMessageEndingWith(":2: the line is longer than 4096 bytes");
    }

    @Test
    void lineAcrossTwoBuffers_isOneLine() throws IOException {
        final StringBuilder text = new StringBuilder();
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            final String line = new Ipv6Address((0x2001L << 48) + i, 0) + "/64 10.0.0.1";
            expected.add(line);
            text.append(line).append('\n');
        }

        assertThat(routes(file(text.toString()))).isEqualTo(expected);
    }

    /** The fast scanner against the parser of addresses, which accepts all forms. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomText_isReadAsTheModelReadsIt(long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            final String line = mutated(randomPrefix(random), random);
            assertThat(readAlone(line))
                    .as("seed %d, line '%s'", seed, line)
                    .isEqualTo(expected(line));
        }
    }

    private static List<String> readAlone(String line) throws IOException {
        final PrefixListReader reader =
                new PrefixListReader(new ByteArrayInputStream(line.getBytes(UTF_8)), "line");
        final TableRoute route = new TableRoute();
        try {
            if (!reader.next(route)) {
                return List.of();
            }
        } catch (TableException refused) {
            return List.of();
        }
        route.clearHostBits();
        return List.of(text(route));
    }

    private static List<String> expected(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return List.of();
        }
        try {
            final int slash = line.indexOf('/');
            final IpAddress address = IpAddress.parse(line.substring(0, Math.max(slash, 0)));
            final String length = line.substring(slash + 1);
            return length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= address.width()
                    ? List.of(address.prefix(Integer.parseInt(length)).toString())
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String randomPrefix(SplittableRandom random) {
        if (random.nextBoolean()) {
            return random.nextInt(300)
                    + "."
                    + random.nextInt(260)
                    + "."
                    + random.nextInt(9)
                    + ".0/"
                    + random.nextInt(35);
        }
        long high = 0;
        long low = 0;
        for (int group = 0; group < 4; group++) {
            high = high << 16 | (random.nextInt(3) == 0 ? random.nextInt(0x10000) : 0);
            low = low << 16 | (random.nextInt(3) == 0 ? random.nextInt(0x10000) : 0);
        }
        return new Ipv6Address(high, low) + "/" + random.nextInt(130);
    }

    private static String mutated(String text, SplittableRandom random) {
        final StringBuilder mutated = new StringBuilder(text);
        while (random.nextInt(3) == 0) {
            final char c = "0123456789abcdefF:./g".charAt(random.nextInt(21));
            final int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.insert(at, c);
                case 1 -> mutated.setCharAt(at, c);
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.toString();
    }

    @Test
    void gzipCutAnywhere_isRefused() throws IOException {
        final byte[] whole = gzip("10.0.0.0/8\n192.0.2.0/24 10.0.1.2\n".getBytes(UTF_8));
        for (int length = 2; length < whole.length; length++) {
            final Path file = file(Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> routes(file))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(TableException.class)
                    .hasMessageStartingWith(file + ": the gzip data ");
        }
    }

    @Test
    void damagedGzip_isRefused() throws IOException {
        final byte[] damaged = gzip("10.0.0.0/8\n".repeat(100).getBytes(UTF_8));
        damaged[damaged.length - 6] ^= 1; // of the checksum

        assertThatThrownBy(() -> routes(file(damaged)))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("the gzip data is damaged: ");
    }

    @Test
    void otherPacking_isNamed() {
        assertThatThrownBy(() -> routes(file("BZh91AY&SY")))
                .hasMessageEndingWith(
                        "the file is packed with bzip2, which is not read; unpack it, or pack it with gzip");
        assertThatThrownBy(() -> routes(file(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0})))
                .hasMessageContaining(" packed with xz, ");
        assertThatThrownBy(() -> routes(file(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0})))
                .hasMessageContaining(" packed with zstd, ");
    }

    @Test
    void missingFile_staysAMissingFile() {
        assertThatThrownBy(() -> routes(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void prefixIsTheSame_whicheverHalfItsBitsStandIn() throws IOException {
        for (int length = 0; length <= 128; length++) {
            final IpPrefix prefix = IpAddress.parse("ffff::ffff").prefix(length);
            final Path file = file("ffff::ffff/" + length + "\n" + prefix + "\n");

            assertThat(routes(file)).containsExactly(prefix.toString());
        }
    }
}
