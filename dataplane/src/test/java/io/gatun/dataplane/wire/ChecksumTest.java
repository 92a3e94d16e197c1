package io.gatun.dataplane.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Spec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The Internet checksum against a sum made word by word (RFC 1071, RFC 1624). */
class ChecksumTest {

    private static final int[] EDGES = {
        0x0000, 0x0001, 0x00FF, 0x0100, 0x7FFF, 0x8000, 0xFEFF, 0xFF00, 0xFFFE, 0xFFFF
    };

    private final MemorySegment memory = Arena.ofAuto().allocate(2_048, 64);
    private final long at = memory.address();

    private void put(byte[] bytes, int offset) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset, bytes.length);
    }

    private static int slowSum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += (bytes[i] & 0xFF) << 8 | (i + 1 < length ? bytes[i + 1] & 0xFF : 0);
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return ~sum & 0xFFFF;
    }

    @Test
    void exampleOfRfc1071_hasItsSum() {
        put(
                new byte[] {
                    0x00,
                    0x01,
                    (byte) 0xF2,
                    0x03,
                    (byte) 0xF4,
                    (byte) 0xF5,
                    (byte) 0xF6,
                    (byte) 0xF7
                },
                0);

        assertThat(Checksum.over(at, 8)).isEqualTo(~0xDDF2 & 0xFFFF);
    }

    @Test
    void everyLengthAndAlignment_agreesWithTheSlowSum() {
        final SplittableRandom random = new SplittableRandom(1071);
        for (int length = 1; length <= 300; length++) {
            for (int offset = 0; offset < 9; offset++) {
                final byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                put(bytes, offset);
                assertThat(Checksum.over(at + offset, length))
                        .as("length %d at %d", length, offset)
                        .isEqualTo(slowSum(bytes, length));
            }
        }
    }

    @Test
    void bytesOfOnes_foldWithoutLosingACarry() {
        final byte[] ones = new byte[1_500];
        Arrays.fill(ones, (byte) 0xFF);
        put(ones, 0);

        for (int length = 1; length <= 1_500; length++) {
            assertThat(Checksum.over(at, length)).isEqualTo(slowSum(ones, length));
        }
    }

    /** The new sum of a header in which one word changed, worked out again from nothing. */
    @Test
    @Spec("FWD-08")
    void updated_agreesWithAFullSumAtEveryEdge() {
        for (int first : EDGES) {
            for (int other : EDGES) {
                for (int second : EDGES) {
                    if (other == 0 && (first == 0 || second == 0)) {
                        continue; // all words zero: no header is
                    }
                    final int before = slowSum(words(first, other), 4);
                    final int after = slowSum(words(second, other), 4);
                    assertThat(Checksum.updated(before, first, second))
                            .as("%04x to %04x beside %04x", first, second, other)
                            .isEqualTo(after);
                }
            }
        }
    }

    private static byte[] words(int first, int second) {
        return new byte[] {
            (byte) (first >>> 8), (byte) first, (byte) (second >>> 8), (byte) second
        };
    }

    /** Every TTL with every checksum a right header of 20 bytes can have. */
    @Test
    @Spec("FWD-08")
    void decrementTtl_keepsEveryChecksumRight() {
        final byte[] header = new byte[20];
        header[0] = 0x45;
        header[9] = 17;
        for (int ttl = 1; ttl <= 255; ttl++) {
            header[8] = (byte) ttl;
            for (int identification = 0; identification <= 0xFFFF; identification += 17) {
                header[4] = (byte) (identification >>> 8);
                header[5] = (byte) identification;
                header[10] = 0;
                header[11] = 0;
                final int right = slowSum(header, 20);
                put(header, 0);
                Ipv4Header.checksum(at, right);

                Ipv4Header.decrementTtl(at);

                header[8] = (byte) (ttl - 1);
                final int expected = slowSum(header, 20);
                header[8] = (byte) ttl;
                if (Ipv4Header.ttl(at) != ttl - 1 || Ipv4Header.checksum(at) != expected) {
                    assertThat(Ipv4Header.checksum(at))
                            .as("ttl %d, checksum %04x", ttl, right)
                            .isEqualTo(expected);
                }
                Ipv4Header.incrementTtl(at);
                if (Ipv4Header.ttl(at) != ttl || Ipv4Header.checksum(at) != right) {
                    assertThat(Ipv4Header.checksum(at))
                            .as("back to ttl %d, checksum %04x", ttl, right)
                            .isEqualTo(right);
                }
            }
        }
        assertThat(Ipv4Header.ttl(at)).isEqualTo(255);
    }

    @Test
    void pseudoHeader_addsUpWithTheDatagram() {
        final byte[] datagram = {0, 1, 0, 2, 0, 9, 0, 0, 0x55};
        put(datagram, 0);
        final byte[] all = new byte[12 + 9];
        System.arraycopy(
                new byte[] {10, 0, 0, 1, (byte) 192, (byte) 168, 3, 4, 0, 17, 0, 9}, 0, all, 0, 12);
        System.arraycopy(datagram, 0, all, 12, 9);

        final long sum =
                Checksum.pseudoHeader(0x0A00_0001, 0xC0A8_0304, 17, 9) + Checksum.partial(at, 9);

        assertThat(Checksum.finish(sum)).isEqualTo(slowSum(all, all.length));
    }
}
