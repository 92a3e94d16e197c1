package io.gatun.dataplane.telemetry;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.NeighborState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/** Neighbors by state; control counts them as they change. */
final class NeighborFigures implements Figures {

    private final Sight sight;
    private final List<Cell> cells = new ArrayList<>();

    private record Cell(AddressFamily family, NeighborState state, AtomicCounter counter) {}

    NeighborFigures(CountersWriter file, Sight sight) {
        this.sight = sight;
        for (AddressFamily family : AddressFamily.values()) {
            for (NeighborState state : NeighborState.values()) {
                cells.add(
                        new Cell(
                                family,
                                state,
                                file.add(
                                        CounterKind.NEIGHBORS,
                                        "",
                                        Labels.of(family),
                                        Labels.of(state))));
            }
        }
    }

    @Override
    public void update() {
        for (Cell cell : cells) {
            cell.counter().setRelease(sight.neighbors(cell.family(), cell.state()));
        }
    }
}
