package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who watches what. Events go to each watching session as long as it has room for them; what finds
 * none is counted, and told as an overrun once there is room again. Control's thread only.
 */
final class Watches implements EventListener {

    private final Limits limits;
    private final List<Watch> all = new ArrayList<>();

    /** One session's watch of some groups. */
    private static final class Watch {
        private final Session session;
        private final int requestId;
        private final Set<EventGroup> groups;
        private long lost;

        private Watch(Session session, int requestId, Set<EventGroup> groups) {
            this.session = session;
            this.requestId = requestId;
            this.groups = groups;
        }
    }

    Watches(Limits limits) {
        this.limits = limits;
    }

    /** Null when it is granted. */
    Refusal add(Session session, int requestId, Request.Watch request) {
        int watches = 0;
        for (final Watch watch : all) {
            if (watch.session == session && watch.requestId == requestId) {
                return new Refusal(
                        RefusalCode.EXISTS,
                        "request id",
                        Integer.toString(requestId),
                        "",
                        "this session has a watch of request id " + requestId + " already");
            }
            watches += watch.session == session ? 1 : 0;
        }
        if (watches >= limits.watches()) {
            return new Refusal(
                    RefusalCode.BUSY,
                    "watches",
                    Integer.toString(watches + 1),
                    "0.." + limits.watches(),
                    "a session may have "
                            + limits.watches()
                            + " watches; stop one, or name more groups in one");
        }
        all.add(new Watch(session, requestId, request.groups()));
        session.watches(watches + 1);
        return null;
    }

    /** Null when it is ended. */
    Refusal remove(Session session, Request.StopWatch request) {
        if (!all.removeIf(
                watch -> watch.session == session && watch.requestId == request.watch())) {
            return new Refusal(
                    RefusalCode.NOT_FOUND,
                    "watch",
                    Integer.toString(request.watch()),
                    "",
                    "this session has no watch of request id " + request.watch());
        }
        session.watches((int) all.stream().filter(watch -> watch.session == session).count());
        return null;
    }

    /** Once per round: forgets who has gone, and tells who lost something. */
    int poll(Events events) {
        final boolean haveSomeGone = all.removeIf(watch -> watch.session.isClosed());
        if (haveSomeGone) {
            listen(events);
        }
        for (final Watch watch : all) {
            if (watch.lost > 0 && hasRoomAgain(watch)) {
                tellLost(watch);
            }
        }
        return haveSomeGone ? 1 : 0;
    }

    /** The groups a session watches, by name. */
    List<String> groups(Session session) {
        return all.stream()
                .filter(watch -> watch.session == session)
                .flatMap(watch -> watch.groups.stream())
                .distinct()
                .map(group -> group.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Hears what any of them wants. */
    void listen(Events events) {
        final Set<EventGroup> groups = EnumSet.noneOf(EventGroup.class);
        all.forEach(watch -> groups.addAll(watch.groups));
        events.listen(this, groups);
    }

    @Override
    public void hear(Reply.Event event) {
        for (final Watch watch : all) {
            if (!watch.groups.contains(event.group())) {
                continue;
            }
            final boolean isRead =
                    watch.lost == 0
                            ? watch.session.backlog().events() < limits.eventsInFlight()
                            : hasRoomAgain(watch);
            if (!isRead) {
                watch.lost++;
                continue;
            }
            tellLost(watch);
            watch.session.offer(watch.requestId, event);
        }
    }

    /** Half of it, so that not every other event is an overrun. */
    private boolean hasRoomAgain(Watch watch) {
        return watch.session.backlog().events() <= limits.eventsInFlight() / 2;
    }

    private static void tellLost(Watch watch) {
        if (watch.lost > 0) {
            watch.session.overran(watch.lost);
            watch.session.offer(watch.requestId, new Reply.Overrun(watch.lost));
            watch.lost = 0;
        }
    }

    @Override
    public void missed(EventGroup group, long count) {
        for (final Watch watch : all) {
            if (watch.groups.contains(group)) {
                watch.lost += count;
            }
        }
    }
}
