package io.gatun.dataplane.table;

/**
 * Everything nodes read, of one generation: the indexes in one table mean something in the others.
 * Control makes a new one for every change and publishes it whole.
 */
public record Tables(
        long generation,
        Settings settings,
        Interfaces interfaces,
        Fib fib4,
        Fib fib6,
        Adjacencies adjacencies) {}
