package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.Ledger;
import org.agrona.concurrent.status.AtomicCounter;

/** The ledger, as it last stood at a moment when no worker had packets in the graph. */
final class LedgerFigures implements Figures {

    /** Tries to meet such a moment, some 100 ns each; another round may have more luck. */
    private static final int TRIES = 500;

    private final Sight sight;
    private final AtomicCounter received;
    private final AtomicCounter originated;
    private final AtomicCounter transmitted;
    private final AtomicCounter consumed;
    private final AtomicCounter dropped;
    private final AtomicCounter held;
    private final AtomicCounter balanced;

    LedgerFigures(CountersWriter file, Sight sight) {
        this.sight = sight;
        received = file.add(LEDGER_RECEIVED, "");
        originated = file.add(LEDGER_ORIGINATED, "");
        transmitted = file.add(LEDGER_TRANSMITTED, "");
        consumed = file.add(LEDGER_CONSUMED, "");
        dropped = file.add(LEDGER_DROPPED, "");
        held = file.add(LEDGER_HELD, "");
        balanced = file.add(LEDGER_BALANCED, "");
        balanced.setRelease(1);
    }

    @Override
    public void update() {
        sight.ledgerWithin(TRIES).ifPresent(this::write);
    }

    private void write(Ledger ledger) {
        received.setRelease(ledger.received());
        originated.setRelease(ledger.originated());
        transmitted.setRelease(ledger.transmitted());
        consumed.setRelease(ledger.consumed());
        dropped.setRelease(ledger.dropped());
        held.setRelease(ledger.held());
        balanced.setRelease(ledger.balanced() ? 1 : 0);
    }
}
