package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.FibStatus;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/** The size of each family's forwarding table. */
final class FibFigures implements Figures {

    private final Sight sight;
    private final List<Cells> families;

    private record Cells(
            AtomicCounter routes,
            AtomicCounter prefixes,
            AtomicCounter nodes,
            AtomicCounter entries,
            AtomicCounter bytes,
            AtomicCounter updates,
            AtomicCounter capacityNodes) {

        static Cells of(CountersWriter file, FibStatus fib) {
            final String family = Labels.of(fib.family());
            return new Cells(
                    file.add(FIB_ROUTES, "", family),
                    file.add(FIB_PREFIXES, "", family),
                    file.add(FIB_NODES, "", family),
                    file.add(FIB_ENTRIES, "", family),
                    file.add(FIB_BYTES, "", family),
                    file.add(FIB_UPDATES, "", family),
                    file.add(FIB_CAPACITY_NODES, "", family));
        }

        void write(FibStatus fib) {
            routes.setRelease(fib.routes());
            prefixes.setRelease(fib.prefixes());
            nodes.setRelease(fib.nodesBelowRoot());
            entries.setRelease(fib.entries());
            bytes.setRelease(fib.bytes());
            updates.setRelease(fib.updates());
            capacityNodes.setRelease(fib.capacityNodes());
        }
    }

    FibFigures(CountersWriter file, Sight sight) {
        this.sight = sight;
        this.families = sight.fibs().stream().map(fib -> Cells.of(file, fib)).toList();
    }

    @Override
    public void update() {
        final List<FibStatus> fibs = sight.fibs();
        for (int i = 0; i < fibs.size(); i++) {
            families.get(i).write(fibs.get(i));
        }
    }
}
