package io.gatun.dataplane.table;

/** Counts the single IPv4 addresses of ours that share a place of {@link Fib#isSuspectSource}. */
final class SuspectSources {

    private static final int PLACES = 1 << 10;

    private final int[] counts = new int[PLACES];

    void changed(Fib fib, long high, int length, int before, int after) {
        if (length == Integer.SIZE) {
            final int change = suspicion(after) - suspicion(before);
            if (change != 0) {
                final int raw = Integer.reverseBytes((int) (high >>> Integer.SIZE));
                final int place = Fib.suspectPlace(raw);
                counts[place] += change;
                fib.suspect(place, counts[place] > 0);
            }
        }
    }

    private static int suspicion(int result) {
        return result == PrefixMap.NONE || RouteResult.isForward(result) ? 0 : 1;
    }
}
