package io.gatun.dataplane.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.packet.PacketBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Copies of dropped packets are whole, whoever reads them when. */
class LastDropsTest {

    private static final int ROUNDS = 200_000;
    private static final int LENGTH = LastDrops.KEPT;

    private final LastDrops drops = new LastDrops(() -> 7, new Taps(() -> 7));

    @Test
    void frameShorterThanWhatIsKept_isKeptAsItIs() {
        final MemorySegment frame = Arena.ofAuto().allocate(20).fill((byte) 3);

        drops.keep(DropReason.ETHERNET_TRUNCATED, frame.address(), 5, 1, 0);

        assertThat(drops.read(DropReason.ETHERNET_TRUNCATED))
                .hasValueSatisfying(drop -> {
                    assertThat(drop.frame().remaining()).isEqualTo(5);
                    assertThat(drop.length()).isEqualTo(5);
                    assertThat(drop.port()).isEqualTo(1);
                    assertThat(drop.atNs()).isEqualTo(7);
                });
        assertThat(drops.read(DropReason.VLAN_TRUNCATED)).isEmpty();
    }

    @Test
    void readerBesideTheWriter_seesNoHalfCopy() throws InterruptedException {
        final MemorySegment frame = Arena.ofShared().allocate(LENGTH);
        final Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 1; i <= ROUNDS; i++) {
                                frame.fill((byte) i);
                                drops.nextBatch();
                                drops.keep(
                                        DropReason.VLAN_UNKNOWN,
                                        frame.address(),
                                        LENGTH,
                                        i,
                                        PacketBatch.UNKNOWN);
                            }
                        });
        while (writer.isAlive()) {
            drops.read(DropReason.VLAN_UNKNOWN).ifPresent(LastDropsTest::isWhole);
        }
        writer.join();

        assertThat(drops.read(DropReason.VLAN_UNKNOWN))
                .hasValueSatisfying(drop -> assertThat(drop.port()).isEqualTo(ROUNDS));
    }

    private static void isWhole(LastDrops.Drop drop) {
        final ByteBuffer frame = drop.frame();
        while (frame.hasRemaining()) {
            assertThat(frame.get()).isEqualTo((byte) drop.port());
        }
    }
}
