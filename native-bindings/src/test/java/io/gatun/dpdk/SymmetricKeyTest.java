package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The RSS key under a Toeplitz hash computed bit by bit, as devices do it in hardware. */
@ExtendWith(EalExtension.class)
class SymmetricKeyTest {

    private static final int FLOWS = 1000;

    private final MemorySegment key = PortSetup.symmetricKey();

    @Test
    void bothDirectionsOfAFlow_hashAlike() {
        var random = new SplittableRandom(1);
        var hashes = new HashSet<Integer>();
        for (int flow = 0; flow < FLOWS; flow++) {
            int source = random.nextInt();
            int destination = random.nextInt();
            short sourcePort = (short) random.nextInt();
            short destinationPort = (short) random.nextInt();

            int there = hash(source, destination, sourcePort, destinationPort);

            assertThat(hash(destination, source, destinationPort, sourcePort))
                    .as("flow %d of seed 1", flow)
                    .isEqualTo(there);
            hashes.add(there);
        }
        assertThat(hashes).hasSizeGreaterThan(FLOWS * 9 / 10);
    }

    private int hash(int source, int destination, short sourcePort, short destinationPort) {
        byte[] input =
                ByteBuffer.allocate(12)
                        .putInt(source)
                        .putInt(destination)
                        .putShort(sourcePort)
                        .putShort(destinationPort)
                        .array();
        int hash = 0;
        for (int bit = 0; bit < 8 * input.length; bit++) {
            if ((input[bit / 8] >> (7 - bit % 8) & 1) == 1) {
                hash ^= keyFrom(bit);
            }
        }
        return hash;
    }

    /** The 32 bits of the key that begin at a bit. */
    private int keyFrom(int bit) {
        int window = 0;
        for (int i = bit; i < bit + 32; i++) {
            int octet = key.get(ValueLayout.JAVA_BYTE, i / 8);
            window = window << 1 | (octet >> (7 - i % 8) & 1);
        }
        return window;
    }
}
