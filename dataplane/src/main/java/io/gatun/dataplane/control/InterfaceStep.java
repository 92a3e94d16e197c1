package io.gatun.dataplane.control;

import io.gatun.mgmt.config.InterfaceConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the interfaces there are to those of another configuration. One with the same name on the
 * same port with the same tag is the same interface; with another port or tag its link is another
 * one, so it goes and a new one comes.
 *
 * @param wanted in the order of the configuration
 * @param gone indexes of those that are no more
 * @param changed indexes of those that stay and are configured differently
 */
record InterfaceStep(List<Wanted> wanted, List<Integer> gone, List<Integer> changed) {

    private static final int NEW = -1;

    /** One there is. */
    record Known(int index, InterfaceConfiguration configuration) {}

    /** One there will be. */
    record Wanted(int index, InterfaceConfiguration configuration) {

        /** It gets its index when the step is taken. */
        boolean isNew() {
            return index == NEW;
        }
    }

    static InterfaceStep between(Map<String, Known> before, List<InterfaceConfiguration> after) {
        final List<Wanted> wanted = new ArrayList<>();
        final List<Integer> changed = new ArrayList<>();
        final Set<Integer> stay = new HashSet<>();
        for (InterfaceConfiguration next : after) {
            final Known known = before.get(next.name());
            if (known == null || !isOnSameLink(known.configuration(), next)) {
                wanted.add(new Wanted(NEW, next));
                continue;
            }
            wanted.add(new Wanted(known.index(), next));
            stay.add(known.index());
            if (!known.configuration().equals(next)) {
                changed.add(known.index());
            }
        }
        final List<Integer> gone =
                before.values().stream()
                        .map(Known::index)
                        .filter(index -> !stay.contains(index))
                        .sorted()
                        .toList();
        return new InterfaceStep(List.copyOf(wanted), gone, List.copyOf(changed));
    }

    static boolean isOnSameLink(InterfaceConfiguration one, InterfaceConfiguration other) {
        return one.port().equals(other.port()) && one.vlan().equals(other.vlan());
    }
}
