package io.gatun.dataplane.table;

import java.util.Arrays;

/** Ints, the last one put first. */
final class IntStack {

    private int[] values = new int[8];
    private int size;

    void push(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int pop() {
        return values[--size];
    }

    boolean isEmpty() {
        return size == 0;
    }
}
