package io.gatun.mgmt.schema;

import io.gatun.mgmt.words.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place in the configuration that can be explained.
 *
 * @param path with a capital word where a name stands: {@code interfaces.NAME.mtu}
 * @param member what stands there; absent at the root
 * @param group the settings below; absent where there are none
 */
public record Place(String path, Optional<Member> member, Optional<GroupShape> group) {

    /**
     * The place of a path; names of ports, routes and the like may be left out.
     *
     * @throws IllegalArgumentException where there is none, with a sentence
     */
    public static Place of(GroupShape root, List<String> steps) {
        Place at = new Place("", Optional.empty(), Optional.of(root));
        boolean mayBeName = false;
        for (int i = 0; i < steps.size(); i++) {
            final String step = steps.get(i);
            final boolean isLast = i == steps.size() - 1;
            final Optional<Member> next = at.group().flatMap(group -> group.member(step));
            if (next.isPresent()) {
                at = at.then(next.get());
                mayBeName = !(next.get().shape() instanceof GroupShape);
            } else if (mayBeName && at.group().isPresent() && !(isLast && at.isNearlyAKey(step))) {
                mayBeName = false;
            } else {
                throw new IllegalArgumentException(at.unknown(step));
            }
        }
        return at;
    }

    private Place then(Member next) {
        final String here = path.isEmpty() ? next.key() : path + "." + next.key();
        return switch (next.shape()) {
            case GroupShape group -> new Place(here, Optional.of(next), Optional.of(group));
            case NamedShape named ->
                    new Place(here + ".NAME", Optional.of(next), Optional.of(named.each()));
            case ListShape list ->
                    new Place(
                            here + "[" + list.by().toUpperCase(Locale.ROOT) + "]",
                            Optional.of(next),
                            Optional.of(list.each()));
            case ValueShape _, ValuesShape _ ->
                    new Place(here, Optional.of(next), Optional.empty());
        };
    }

    private String unknown(String step) {
        final String where = path.isEmpty() ? "the configuration" : path;
        if (group.isEmpty()) {
            return where + " is a value; there is no " + step + " in it";
        }
        final String because = group.get().absent().get(step);
        if (because != null) {
            return step + " of " + where + " is not in this version: " + because;
        }
        return "there is no " + step + " in " + where + Nearest.advice(step, keys());
    }

    /** More likely a key with a slip than a name. */
    private boolean isNearlyAKey(String step) {
        return Nearest.to(step, keys()).isPresent();
    }

    private List<String> keys() {
        return group.stream()
                .flatMap(settings -> settings.members().stream())
                .map(Member::key)
                .toList();
    }
}
