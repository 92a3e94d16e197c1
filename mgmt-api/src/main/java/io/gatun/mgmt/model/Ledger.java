package io.gatun.mgmt.model;

/** Every packet accounted for: received + originated = transmitted + consumed + dropped + held. */
public record Ledger(
        long received,
        long originated,
        long transmitted,
        long consumed,
        long dropped,
        long held,
        boolean balanced)
        implements Resource {

    public static Ledger of(
            long received,
            long originated,
            long transmitted,
            long consumed,
            long dropped,
            long held) {
        final boolean balanced = received + originated == transmitted + consumed + dropped + held;
        return new Ledger(received, originated, transmitted, consumed, dropped, held, balanced);
    }
}
