package io.gatun.dataplane.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What routes are like, each once, under a number; forgotten when no route is like it. */
final class RouteInfos {

    private final Map<RouteInfo, Integer> numbers = new HashMap<>();
    private final List<Shared> shared = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private RouteInfo last;
    private int lastNumber;

    private static final class Shared {
        private final RouteInfo info;
        private int routes;

        private Shared(RouteInfo info) {
            this.info = info;
        }
    }

    RouteInfo at(int number) {
        return shared.get(number).info;
    }

    /** The number of an info, which one route more has. */
    @SuppressWarnings("ReferenceEquality") // the same object is the common case and costs nothing
    int take(RouteInfo info) {
        if (info != last) { // routes that come together are alike
            lastNumber = numberOf(info);
            last = info;
        }
        shared.get(lastNumber).routes++;
        return lastNumber;
    }

    private int numberOf(RouteInfo info) {
        final Integer known = numbers.get(info);
        if (known != null) {
            return known;
        }
        final int number;
        if (free.isEmpty()) {
            number = shared.size();
            shared.add(new Shared(info));
        } else {
            number = free.removeLast();
            shared.set(number, new Shared(info));
        }
        numbers.put(info, number);
        return number;
    }

    /** One route less has it. */
    void give(int number) {
        final Shared given = shared.get(number);
        given.routes--;
        if (given.routes == 0) {
            numbers.remove(given.info);
            free.add(number);
            last = null;
        }
    }

    boolean any(Predicate<RouteInfo> test) {
        return numbers.keySet().stream().anyMatch(test);
    }

    /** How many different ones there are. */
    int count() {
        return numbers.size();
    }
}
