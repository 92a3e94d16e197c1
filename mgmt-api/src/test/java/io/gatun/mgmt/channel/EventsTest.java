package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final Resource ROUTE = ExampleResources.of(ResourceKind.ROUTE).getFirst();

    private final Events events = new Events();
    private final Ear ear = new Ear();

    private static final class Ear implements EventListener {
        private final List<Event> heard = new ArrayList<>();
        private long missed;

        @Override
        public void hear(Event event) {
            heard.add(event);
        }

        @Override
        public void missed(EventGroup group, long count) {
            missed += count;
        }
    }

    private boolean change() {
        if (!events.takes(EventGroup.ROUTE_IPV4)) {
            return false;
        }
        events.add(EventGroup.ROUTE_IPV4, Change.NEW, ROUTE);
        return true;
    }

    @Test
    void nobodyListens_nothingIsTakenAndNothingIsMissed() {
        assertThat(change()).isFalse();
        events.listen(ear, Set.of(EventGroup.ROUTE_IPV4));
        events.published(1);

        assertThat(events.tell(1)).isZero();
        assertThat(ear.missed).isZero();
    }

    @Test
    void change_isToldOnlyOnceEveryWorkerHasSeenIt() {
        events.listen(ear, Set.of(EventGroup.ROUTE_IPV4));
        change();
        assertThat(events.tell(Long.MAX_VALUE - 1)).as("not published").isZero();

        events.published(5);
        assertThat(events.tell(4)).as("one worker has not seen it").isZero();
        assertThat(events.tell(5)).isOne();
        assertThat(ear.heard).hasSize(1);
    }

    @Test
    void changesOfOnePublication_haveOneNumberAndTheNextALargerOne() {
        events.listen(ear, Set.of(EventGroup.ROUTE_IPV4));
        change();
        change();
        events.published(5);
        change();
        events.published(5);
        events.tell(5);

        assertThat(ear.heard).extracting(Event::sequence).containsExactly(1L, 1L, 2L);
    }

    @Test
    void moreThanMayWait_areCountedAndToldAsMissed() {
        events.listen(ear, Set.of(EventGroup.ROUTE_IPV4));
        for (int i = 0; i < Events.MAX_WAITING + 100; i++) {
            change();
        }
        events.published(5);
        events.tell(5);

        assertThat(ear.heard).hasSize(Events.MAX_WAITING);
        assertThat(ear.missed).isEqualTo(100);
        change();
        events.published(6);
        events.tell(6);
        assertThat(ear.heard).as("it goes on").hasSize(Events.MAX_WAITING + 1);
    }

    @Test
    void otherGroups_areNotTaken() {
        events.listen(ear, Set.of(EventGroup.ROUTE_IPV6, EventGroup.INTERFACE));
        assertThat(change()).isFalse();

        events.listen(ear, Set.of());
        assertThat(events.isWatched(EventGroup.INTERFACE)).isFalse();
    }
}
