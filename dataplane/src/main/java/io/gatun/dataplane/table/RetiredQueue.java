package io.gatun.dataplane.table;

import java.util.Arrays;

/** Places given up, oldest first, each with the generation after which it is free. */
final class RetiredQueue {

    private static final int FIRST_CAPACITY = 1 << 6;

    private int[] places = new int[FIRST_CAPACITY];
    private byte[] sizes = new byte[FIRST_CAPACITY];
    private long[] generations = new long[FIRST_CAPACITY];
    private int mask = FIRST_CAPACITY - 1;
    private int head;
    private int tail;

    void add(int place, int size, long generation) {
        if (tail - head > mask) {
            grow();
        }
        places[tail & mask] = place;
        sizes[tail & mask] = (byte) size;
        generations[tail & mask] = generation;
        tail++;
    }

    /** {@link Long#MAX_VALUE} when there is none. */
    long oldestGeneration() {
        return head == tail ? Long.MAX_VALUE : generations[head & mask];
    }

    int oldestSize() {
        return sizes[head & mask];
    }

    int remove() {
        return places[head++ & mask];
    }

    /** Turns the ring so that it begins at 0, in twice the room. */
    private void grow() {
        final int capacity = mask + 1;
        final int first = head & mask;
        final int[] newPlaces = Arrays.copyOf(places, 2 * capacity);
        final byte[] newSizes = Arrays.copyOf(sizes, 2 * capacity);
        final long[] newGenerations = Arrays.copyOf(generations, 2 * capacity);
        System.arraycopy(places, first, newPlaces, 0, capacity - first);
        System.arraycopy(places, 0, newPlaces, capacity - first, first);
        System.arraycopy(sizes, first, newSizes, 0, capacity - first);
        System.arraycopy(sizes, 0, newSizes, capacity - first, first);
        System.arraycopy(generations, first, newGenerations, 0, capacity - first);
        System.arraycopy(generations, 0, newGenerations, capacity - first, first);
        places = newPlaces;
        sizes = newSizes;
        generations = newGenerations;
        mask = 2 * capacity - 1;
        head = 0;
        tail = capacity;
    }
}
