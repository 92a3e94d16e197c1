package io.gatun.perf.race;

import io.gatun.dataplane.table.Published;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Control publishes a table whose cells are plain; a worker sees the old table or all of the new
 * one.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the old table")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "the new table")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a table")
@State
public class PublishedRace {

    private final Published<int[]> table = new Published<>(new int[] {1, 1});

    @Actor
    public void control() {
        final int[] next = new int[2];
        next[0] = 2;
        next[1] = 2;
        table.publish(next);
    }

    @Actor
    public void worker(II_Result seen) {
        final int[] current = table.read();
        seen.r1 = current[0];
        seen.r2 = current[1];
    }
}
