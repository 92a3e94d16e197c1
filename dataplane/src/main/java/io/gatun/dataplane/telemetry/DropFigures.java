package io.gatun.dataplane.telemetry;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.DropCount;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/** Packets that ended for each reason. */
final class DropFigures implements Figures {

    private final Sight sight;
    private final List<AtomicCounter> reasons;

    DropFigures(CountersWriter file, Sight sight) {
        this.sight = sight;
        this.reasons =
                sight.everyReason().stream()
                        .map(drop ->
                                file.add(CounterKind.DROP_PACKETS, drop.sentence(), drop.reason()))
                        .toList();
    }

    @Override
    public void update() {
        final List<DropCount> drops = sight.everyReason();
        for (int i = 0; i < drops.size(); i++) {
            reasons.get(i).setRelease(drops.get(i).count());
        }
    }
}
