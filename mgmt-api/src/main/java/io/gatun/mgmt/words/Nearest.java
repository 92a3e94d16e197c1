package io.gatun.mgmt.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that an unknown one was probably meant to be. */
public final class Nearest {

    private static final int MOST_TYPED_WRONG = 2;
    private static final int LONGEST_WORD = 64;

    private Nearest() {}

    /** The end of a sentence about an unknown word: the one it is close to, or all there are. */
    public static String advice(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() ->
                        known.isEmpty()
                                ? "; there are none"
                                : "; known are " + String.join(", ", known));
    }

    /** The known word that is close enough to be meant, if one is. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= MOST_TYPED_WRONG)
                .filter(candidate -> distance(word, candidate) < candidate.length())
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Insertions, deletions, replacements and swaps of neighbors between the two. */
    private static int distance(String from, String to) {
        if (from.length() > LONGEST_WORD
                || Math.abs(from.length() - to.length()) > MOST_TYPED_WRONG) {
            return Integer.MAX_VALUE;
        }
        final int[][] distance = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, from, i, to, j);
            }
        }
        return distance[from.length()][to.length()];
    }

    private static int step(int[][] distance, String from, int i, String to, int j) {
        final boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        final int replaced = distance[i - 1][j - 1] + (same ? 0 : 1);
        final int best = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        final boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
