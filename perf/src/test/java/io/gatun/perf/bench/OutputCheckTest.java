package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCheckTest {

    private static final Traffic TRAFFIC = new Traffic(40, 100, 3);
    private static final Rewrite HOP =
            new Rewrite.Hop(BenchNetwork.NEXT_HOP_MAC, BenchNetwork.OUT_MAC);

    @TempDir private Path folder;

    @Test
    void rightFrames_areRightInAnyOrder() throws IOException {
        final List<byte[]> frames = forwarded();
        Collections.reverse(frames);

        assertThat(check(frames)).isEqualTo(new OutputCheck.Result(0, 0, 0, List.of()));
    }

    @Test
    void hop_takesOneFromTheTtlAndAddsItToTheChecksum() {
        final byte[] sent = TRAFFIC.frame(0);
        final byte[] forwarded = HOP.of(sent);

        assertThat(forwarded[UdpFrame.TTL]).isEqualTo((byte) 63);
        assertThat(UdpFrame.checksum(0, forwarded, UdpFrame.IP, 20)).isZero();
        assertThat(Arrays.copyOfRange(forwarded, 0, 12))
                .inHexadecimal()
                .containsExactly(2, 0, 0, 0, 1, 0xfe, 2, 0, 0, 0, 0, 2);
        assertThat(sent[UdpFrame.TTL]).as("the frame that was sent").isEqualTo((byte) 64);
    }

    @Test
    void ttlLeftAlone_isFound() throws IOException {
        assertThat(checkWithout(frame -> frame[UdpFrame.TTL]++))
                .isEqualTo("flow 5: TTL is 40, expected 3f");
    }

    @Test
    void oldChecksum_isFound() throws IOException {
        assertThat(checkWithout(frame -> System.arraycopy(TRAFFIC.frame(5), 24, frame, 24, 2)))
                .startsWith("flow 5: IPv4 header checksum is ");
    }

    @Test
    void oldMacs_areFound() throws IOException {
        assertThat(checkWithout(frame -> System.arraycopy(TRAFFIC.frame(5), 0, frame, 0, 6)))
                .isEqualTo("flow 5: destination MAC is 020000000001, expected 0200000001fe");
        assertThat(checkWithout(frame -> System.arraycopy(TRAFFIC.frame(5), 6, frame, 6, 6)))
                .isEqualTo("flow 5: source MAC is 0200000000fe, expected 020000000002");
    }

    @Test
    void everyChangedByte_isFound() throws IOException {
        final int length = TRAFFIC.frame(5).length;
        for (int at = 0; at < length; at++) {
            final int changed = at;
            assertThat(check(with(frame -> frame[changed] ^= 1)).isRight())
                    .as("byte %d", at)
                    .isFalse();
        }
    }

    @Test
    void changedPayload_isFoundByItsByte() throws IOException {
        assertThat(checkWithout(frame -> frame[UdpFrame.PAYLOAD + 20] ^= 0x01))
                .startsWith("flow 5: payload byte 20 is ");
    }

    @Test
    void paddedFrame_isFound() throws IOException {
        final List<byte[]> frames = forwarded();
        frames.set(5, Arrays.copyOf(frames.get(5), 98));

        assertThat(check(frames).flaws())
                .containsExactly("flow 5: came out with 98 bytes, expected 96");
    }

    @Test
    void missingFrame_isCounted() throws IOException {
        final List<byte[]> frames = forwarded();
        frames.remove(5);

        assertThat(check(frames)).isEqualTo(new OutputCheck.Result(0, 1, 0, List.of()));
        assertThat(check(frames).isRight()).isFalse();
    }

    @Test
    void frameTwice_isFound() throws IOException {
        final List<byte[]> frames = forwarded();
        frames.add(frames.get(5));

        assertThat(check(frames).flaws())
                .containsExactly("flow 5: came out 2 times, expected once");
    }

    @Test
    void frameOfNobody_isFound() throws IOException {
        final List<byte[]> frames = forwarded();
        frames.add(new byte[20]);

        assertThat(check(frames).flaws())
                .singleElement()
                .asString()
                .startsWith("a frame of 20 bytes came out that nobody sent");
    }

    @Test
    void arp_isCountedApart() throws IOException {
        final List<byte[]> frames = forwarded();
        final byte[] arp = new byte[60];
        arp[12] = 0x08;
        arp[13] = 0x06;
        frames.add(arp);

        assertThat(check(frames)).isEqualTo(new OutputCheck.Result(0, 0, 1, List.of()));
    }

    @Test
    void manyWrongFrames_areAllCountedAndAFewTold() throws IOException {
        final List<byte[]> frames = forwarded();
        frames.forEach(frame -> frame[UdpFrame.TTL] = 9);

        final OutputCheck.Result result = check(frames);

        assertThat(result.wrong()).isEqualTo(40);
        assertThat(result.flaws()).hasSize(5);
    }

    @Test
    void wire_isRightOnlyWhenNothingChanged() throws IOException {
        final Path file = write(IntStream.range(0, 40).mapToObj(TRAFFIC::frame).toList());

        assertThat(OutputCheck.of(TRAFFIC, new Rewrite.Nothing(), file).isRight()).isTrue();
        assertThat(OutputCheck.of(TRAFFIC, HOP, file).wrong()).isEqualTo(40);
    }

    @Test
    void cutFile_isRefused() throws IOException {
        final Path file = write(forwarded());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 24 + 16 + 50));

        assertThatThrownBy(() -> OutputCheck.of(TRAFFIC, HOP, file))
                .hasMessageContaining("ends within a frame");
    }

    @Test
    void otherFile_isRefused() throws IOException {
        final Path file =
                Files.writeString(folder.resolve("text"), "this is no pcap file at all, is it");

        assertThatThrownBy(() -> OutputCheck.of(TRAFFIC, HOP, file))
                .hasMessageContaining("header of a pcap file");
    }

    /** The only sentence about a file in which the frame of flow 5 is spoilt. */
    private String checkWithout(Consumer<byte[]> spoil) throws IOException {
        final OutputCheck.Result result = check(with(spoil));
        assertThat(result.isRight()).isFalse();
        assertThat(result.flaws()).hasSize(1);
        return result.flaws().getFirst();
    }

    private static List<byte[]> with(Consumer<byte[]> spoil) {
        final List<byte[]> frames = forwarded();
        spoil.accept(frames.get(5));
        return frames;
    }

    private OutputCheck.Result check(List<byte[]> frames) throws IOException {
        return OutputCheck.of(TRAFFIC, HOP, write(frames));
    }

    private Path write(List<byte[]> frames) throws IOException {
        final Path file = folder.resolve("out.pcap");
        try (PcapWriter out = new PcapWriter(file)) {
            for (final byte[] frame : frames) {
                out.write(frame);
            }
        }
        return file;
    }

    private static List<byte[]> forwarded() {
        final List<byte[]> frames = new ArrayList<>();
        for (int flow = 0; flow < TRAFFIC.flows(); flow++) {
            frames.add(HOP.of(TRAFFIC.frame(flow)));
        }
        return frames;
    }
}
