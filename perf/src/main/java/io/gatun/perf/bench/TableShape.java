package io.gatun.perf.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The form of a real routing table without its prefixes: how many have each length, how many lie in
 * each of the first blocks of addresses, and how unevenly the rest divide from there on, bit by
 * bit.
 */
final class TableShape {

    private static final int CROWDS = 7;
    private static final int CROWD_BITS = 2;

    private final int family;
    private final SortedMap<Integer, Integer> lengths = new TreeMap<>();
    private final SortedMap<Integer, Integer> blocks = new TreeMap<>();
    private final int[][][] shares = new int[2 * Long.SIZE][CROWDS][];

    private TableShape(int family) {
        this.family = family;
    }

    static TableShape of(int family) {
        final TableShape shape = new TableShape(family);
        try (InputStream in = TableShape.class.getResourceAsStream("table" + family + ".txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines().forEach(line -> shape.read(line.split(" ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shape;
    }

    private void read(String[] words) {
        switch (words[0]) {
            case "length" -> lengths.put(Integer.valueOf(words[1]), Integer.valueOf(words[2]));
            case "block" -> blocks.put(Integer.valueOf(words[1], 16), Integer.valueOf(words[2]));
            case "share" -> {
                final int[] quantiles = new int[words.length - 3];
                for (int i = 0; i < quantiles.length; i++) {
                    quantiles[i] = Integer.parseInt(words[3 + i]);
                }
                shares[Integer.parseInt(words[1])][Integer.parseInt(words[2])] = quantiles;
            }
            default -> {
                // a comment
            }
        }
    }

    int family() {
        return family;
    }

    /** Prefixes of each length. */
    SortedMap<Integer, Integer> lengths() {
        return lengths;
    }

    /** Length of the blocks that {@link #blocks} counts. */
    int blockBits() {
        return family == 4 ? 8 : 16;
    }

    /** Prefixes in each block, by its number. */
    SortedMap<Integer, Integer> blocks() {
        return blocks;
    }

    int routes() {
        return lengths.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of {@code crowd} prefixes that meet after so many bits go to the lesser side. */
    int lesser(int bits, int crowd, SplittableRandom random) {
        final int log = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(crowd)) / CROWD_BITS;
        final int[] ranks = shares[bits][Math.min(log, CROWDS - 1)];
        if (ranks == null) {
            return random.nextInt(crowd / 2 + 1);
        }
        final double share = ranks[random.nextInt(ranks.length)] / 1e3;
        return (int) (crowd * share + random.nextDouble());
    }
}
