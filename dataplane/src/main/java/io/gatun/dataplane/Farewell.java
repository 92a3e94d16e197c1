package io.gatun.dataplane;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.model.Ledger;

/** The last line of a router: what became of all packets. */
final class Farewell {

    private Farewell() {}

    static String of(Sight sight) {
        final Ledger ledger = sight.ledger();
        return "stopped: received %d, originated %d, transmitted %d, consumed %d, dropped %d, held %d: %s"
                .formatted(
                        ledger.received(),
                        ledger.originated(),
                        ledger.transmitted(),
                        ledger.consumed(),
                        ledger.dropped(),
                        ledger.held(),
                        ledger.balanced() ? "balanced" : "NOT BALANCED");
    }
}
