package io.gatun.dataplane.testkit;

import io.gatun.dataplane.graph.DropReason;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a test says of all a router did since the last mark. */
public final class RouterAssert extends AbstractAssert<RouterAssert, TestRouter> {

    private RouterAssert(TestRouter actual) {
        super(actual, RouterAssert.class);
    }

    public static RouterAssert assertThat(TestRouter router) {
        return new RouterAssert(router);
    }

    /** Nothing left by any port. */
    public RouterAssert isSilent() {
        Assertions.assertThat(actual.sent()).as("frames sent").isEmpty();
        return this;
    }

    /** One frame left in all, and by this port. */
    public PacketAssert sentOnly(String port) {
        Assertions.assertThat(actual.sent()).as("frames sent").hasSize(1);
        Assertions.assertThat(actual.sentBy(port)).as("frames sent by " + port).hasSize(1);
        return new PacketAssert(actual.sentBy(port).getFirst());
    }

    /** Nothing was dropped. */
    public RouterAssert droppedNothing() {
        Assertions.assertThat(actual.dropped()).as("drops").isEmpty();
        return this;
    }

    /** One packet was dropped, for this reason. */
    public RouterAssert droppedOne(DropReason reason) {
        return dropped(1, reason);
    }

    public RouterAssert dropped(long packets, DropReason reason) {
        Assertions.assertThat(actual.dropped())
                .as("drops")
                .isEqualTo(Map.of(reason.name(), packets));
        return this;
    }

    /** Each of these counters moved by one and no other did. */
    public RouterAssert countedOneOfEach(String... counters) {
        final Map<String, Long> expected = new TreeMap<>();
        for (String counter : counters) {
            expected.put(counter, 1L);
        }
        Assertions.assertThat(actual.counted()).as("counters").isEqualTo(expected);
        return this;
    }

    /** No counter moved beyond those of receipt. */
    public RouterAssert countedNothing() {
        return countedOneOfEach();
    }

    /** One packet was dropped in silence, and these counters moved by one, none else. */
    public void droppedSilently(DropReason reason, String... counters) {
        isSilent().droppedOne(reason).countedOneOfEach(counters);
    }
}
