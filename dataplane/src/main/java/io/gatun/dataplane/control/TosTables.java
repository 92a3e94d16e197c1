package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibsByTos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The IPv4 forwarding tables for packets of a type of service, each with all routes that such
 * packets may take: so a packet finds the longest prefix of those, and falls back to a shorter one
 * (FIB-27). They are made with the first route that asks for one, and given up with the last.
 */
final class TosTables {

    private final Map<Integer, Pair> pairs = new TreeMap<>();
    private final TableMaker maker;

    /** As for packets that no route asks for. */
    record Pair(ForwardingTable main, ForwardingTable last) {

        List<ForwardingTable> both() {
            return List.of(main, last);
        }
    }

    /** None yet. */
    TosTables(TableMaker maker) {
        this.maker = maker;
    }

    /** Makes those of a type of service; nothing where they are there. */
    List<ForwardingTable> add(int tos) {
        if (tos == 0 || pairs.containsKey(tos)) {
            return List.of();
        }
        final Pair made = new Pair(maker.main(Family.IPV4, tos), maker.last(Family.IPV4, tos));
        pairs.put(tos, made);
        return made.both();
    }

    /** Takes away those that nothing asks for any more, and returns them. */
    List<ForwardingTable> removeUnless(IntPredicate isAskedFor) {
        final List<ForwardingTable> removed = new ArrayList<>();
        pairs.entrySet()
                .removeIf(each -> {
                    final boolean isUnused = !isAskedFor.test(each.getKey());
                    if (isUnused) {
                        removed.addAll(each.getValue().both());
                    }
                    return isUnused;
                });
        return removed;
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** What tables local and main say together, for each type of service. */
    List<ForwardingTable> main() {
        return pairs.values().stream().map(Pair::main).toList();
    }

    /** What table default says, for each type of service. */
    List<ForwardingTable> last() {
        return pairs.values().stream().map(Pair::last).toList();
    }

    /** Those of one type of service, or null. */
    Pair of(int tos) {
        return pairs.get(tos);
    }

    /** For the nodes. */
    FibsByTos published(Fib empty) {
        return pairs.isEmpty()
                ? FibsByTos.NONE
                : new FibsByTos(
                        pairs.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                each ->
                                                        new FibsByTos.Pair(
                                                                each.getValue().main().fib(empty),
                                                                each.getValue()
                                                                        .last()
                                                                        .fib(empty)))));
    }
}
