package io.gatun.mgmt.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Blocks byte by byte; that tshark reads them is a smoke test's to prove. */
class PcapNgWriterTest {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private record Block(int type, ByteBuffer body) {}

    private List<Block> blocks() {
        final ByteBuffer all = ByteBuffer.wrap(file.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        final List<Block> blocks = new ArrayList<>();
        while (all.hasRemaining()) {
            final int start = all.position();
            final int type = all.getInt();
            final int length = all.getInt();
            assertThat(length % 4).isZero();
            assertThat(all.getInt(start + length - 4)).isEqualTo(length);
            blocks.add(
                    new Block(
                            type,
                            all.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN)));
            all.position(start + length);
        }
        return blocks;
    }

    @Test
    void everyPort_isDescribedOnceBeforeItsFirstFrame() throws IOException {
        try (PcapNgWriter out = new PcapNgWriter(file, "test")) {
            out.write(1, "west", PcapNgWriter.Direction.INBOUND, 5, new byte[5], Optional.empty());
            out.write(2, "east", PcapNgWriter.Direction.OUTBOUND, 5, new byte[5], Optional.empty());
            out.write(3, "west", PcapNgWriter.Direction.INBOUND, 5, new byte[5], Optional.empty());
        }

        assertThat(blocks()).extracting(Block::type).containsExactly(0x0A0D_0D0A, 1, 6, 1, 6, 6);
        assertThat(blocks().get(2).body().getInt(0)).isZero();
        assertThat(blocks().get(4).body().getInt(0)).isEqualTo(1);
        assertThat(blocks().get(5).body().getInt(0)).isZero();
        assertThat(text(blocks().get(1))).contains("west");
        assertThat(text(blocks().get(3))).contains("east");
    }

    @Test
    void frame_hasItsTimeItsLengthsItsDirectionAndItsComment() throws IOException {
        final long timeNs = 1_764_000_000_123_456_789L;
        try (PcapNgWriter out = new PcapNgWriter(file, "test")) {
            out.write(
                    timeNs,
                    "west",
                    PcapNgWriter.Direction.INBOUND,
                    1_500,
                    new byte[] {1, 2, 3},
                    Optional.of("dropped"));
        }

        final ByteBuffer body = blocks().getLast().body();
        assertThat((long) body.getInt(4) << 32 | Integer.toUnsignedLong(body.getInt(8)))
                .isEqualTo(timeNs);
        assertThat(body.getInt(12)).isEqualTo(3);
        assertThat(body.getInt(16)).isEqualTo(1_500);
        assertThat(body.get(22)).isEqualTo((byte) 3);
        assertThat(body.getShort(24)).as("flags").isEqualTo((short) 2);
        assertThat(body.getInt(28)).as("inbound").isEqualTo(1);
        assertThat(body.getShort(32)).as("comment").isEqualTo((short) 1);
        assertThat(body.getShort(34)).isEqualTo((short) 7);
        assertThat(text(blocks().getLast())).contains("dropped");
    }

    private static String text(Block block) {
        final byte[] bytes = new byte[block.body().remaining()];
        block.body().get(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
