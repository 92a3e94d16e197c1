package io.gatun.dataplane.table;

/**
 * Everything nodes read, of one generation: the indexes in one table mean something in the others.
 * Control makes a new one for every change and publishes it whole.
 *
 * @param fib4 what tables local and main say together
 * @param tos4 in place of fib4 and default4, for packets whose type of service a route asks for
 * @param default4 what table default says, asked where the others say nothing or throw
 */
public record Tables(
        long generation,
        Settings settings,
        Interfaces interfaces,
        Fib fib4,
        Fib fib6,
        Fib default4,
        Fib default6,
        FibsByTos tos4,
        Adjacencies adjacencies) {}
