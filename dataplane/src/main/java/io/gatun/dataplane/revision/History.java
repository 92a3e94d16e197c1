package io.gatun.dataplane.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions by number, the oldest first. */
record History(List<Revision> revisions) {

    History {
        revisions = List.copyOf(revisions);
    }

    Optional<Revision> newest() {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    Optional<Revision> find(int number) {
        return revisions.stream().filter(each -> each.number() == number).findFirst();
    }

    boolean isNewest(int number) {
        return newest().filter(each -> each.number() == number).isPresent();
    }

    int nextNumber() {
        return newest().map(Revision::number).orElse(0) + 1;
    }

    History with(Revision next) {
        final List<Revision> more = new ArrayList<>(revisions);
        more.add(next);
        return new History(more);
    }

    History without(int number) {
        return new History(revisions.stream().filter(each -> each.number() != number).toList());
    }

    /** The newest of them. */
    History newest(int count) {
        return new History(
                revisions.subList(Math.max(0, revisions.size() - count), revisions.size()));
    }
}
