package io.gatun.mgmt.message;

/** A field of a request holds what it may not hold. */
public final class OutOfBoundsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String value;
    private final String bound;

    public OutOfBoundsException(String field, String value, String bound) {
        super(field + " " + value + " is not within " + bound);
        this.field = field;
        this.value = value;
        this.bound = bound;
    }

    public Reply.Refusal refusal() {
        return new Reply.Refusal(RefusalCode.OUT_OF_BOUNDS, field, value, bound, getMessage());
    }
}
