package io.gatun.perf.race;

import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibWriter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A prefix comes that needs new entries and a new node, while a worker looks an address up that it
 * covers and one that only the shorter prefix covers.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "before the new prefix")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "with it")
@Outcome(expect = Expect.FORBIDDEN, desc = "a missing prefix or a node half made")
@State
public class FibRace {

    private static final int COVERED = 0x0A01_0203;
    private static final int BESIDE = 0x0A01_0213;

    private final FibWriter writer = new FibWriter(new FibCapacity(16, 1024), () -> 1);
    private final Fib fib = writer.fib();

    public FibRace() {
        put(0x0A00_0000, 8, 1);
    }

    private void put(int prefix, int length, int result) {
        try {
            writer.put((long) prefix << Integer.SIZE, 0, length, result);
        } catch (FibFullException full) {
            throw new IllegalStateException(full);
        }
    }

    @Actor
    public void control() {
        put(0x0A01_0200, 28, 2);
    }

    @Actor
    public void worker(II_Result seen) {
        seen.r1 = fib.lookup(COVERED);
        seen.r2 = fib.lookup(BESIDE);
    }
}
