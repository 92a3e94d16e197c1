package io.gatun.perf.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A side of the comparison and what was measured of it so far. */
final class FibSide {

    private final LookupSide side;
    private final Map<AddressColumn.Kind, List<Double>> mlps =
            new EnumMap<>(AddressColumn.Kind.class);
    private final Map<AddressColumn.Kind, String> modes = new EnumMap<>(AddressColumn.Kind.class);
    private double leastCpu = 1;
    private LookupSide.Load load;
    private long bytesLoaded;
    private Optional<UpdateLoad.Result> updates = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    FibSide(LookupSide side) {
        this.side = side;
        for (final AddressColumn.Kind kind : AddressColumn.Kind.values()) {
            mlps.put(kind, new ArrayList<>());
        }
    }

    LookupSide side() {
        return side;
    }

    String name() {
        return side.name();
    }

    void add(AddressColumn.Kind kind, LookupClock.Timed timed) {
        mlps.get(kind).add(timed.mlps());
        leastCpu = Math.min(leastCpu, timed.cpu());
    }

    /** Millions of lookups a second in each round. */
    List<Double> mlps(AddressColumn.Kind kind) {
        return mlps.get(kind);
    }

    double leastCpu() {
        return leastCpu;
    }

    String mode(AddressColumn.Kind kind) {
        return modes.get(kind);
    }

    void mode(AddressColumn.Kind kind, String mode) {
        modes.put(kind, mode);
    }

    LookupSide.Load load() {
        return load;
    }

    /** Bytes that lookups read, before any change. */
    long bytesLoaded() {
        return bytesLoaded;
    }

    void load(LookupSide.Load took) {
        load = took;
        bytesLoaded = side.bytes();
    }

    /** Absent where they cannot be measured. */
    Optional<UpdateLoad.Result> updates() {
        return updates;
    }

    void updates(UpdateLoad.Result result) {
        updates = Optional.of(result);
    }

    /** It could not take a change: what it holds is no longer the table. */
    void failsChanges(String sentence) {
        trouble = Optional.of(sentence);
    }

    boolean holdsTheTable() {
        return trouble.isEmpty();
    }

    String remark() {
        return side.remark()
                + trouble.map(said -> "\n" + name() + ": its changes are not measured: " + said)
                        .orElse("");
    }
}
