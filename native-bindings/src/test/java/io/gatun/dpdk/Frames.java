package io.gatun.dpdk;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Frames of seeded random octets. */
final class Frames {

    private Frames() {}

    static List<byte[]> random(long seed, int count) {
        var random = new SplittableRandom(seed);
        var frames = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            byte[] frame = new byte[random.nextInt(60, 1515)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return frames;
    }
}
