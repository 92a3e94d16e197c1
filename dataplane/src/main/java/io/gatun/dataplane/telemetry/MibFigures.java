package io.gatun.dataplane.telemetry;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.CounterValue;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.status.AtomicCounter;

/** Counters under their Linux names; those of an ICMP type come with the first message. */
final class MibFigures implements Figures {

    private final CountersWriter file;
    private final Sight sight;
    private final Map<String, AtomicCounter> counters = new HashMap<>();

    MibFigures(CountersWriter file, Sight sight) {
        this.file = file;
        this.sight = sight;
        update();
    }

    @Override
    public void update() {
        for (CounterValue counter : sight.counters()) {
            counters.computeIfAbsent(counter.name(), name -> file.add(CounterKind.MIB, "", name))
                    .setRelease(counter.value());
        }
    }
}
