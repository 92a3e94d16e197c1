package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;

/** A message or request that was refused, and why. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.sentence());
        this.refusal = refusal;
    }

    public RefusedException(RefusalCode code, String sentence) {
        this(Refusal.of(code, sentence));
    }

    public Refusal refusal() {
        return refusal;
    }
}
