package io.gatun.mgmt.schema;

/** How a setting for all interfaces and the one of an interface make the value in force. */
public enum Combine {
    /** It has no scopes. */
    NONE(""),
    /** That of the interface, or else that for all. */
    ALL_WRITES("the interface's own value, or else that for all"),
    /** On where both are; one that is not said is its default. */
    AND("on where it is on for the interface and for all"),
    /** On where one of them is. */
    OR("on where it is on for the interface or for all"),
    /** The larger of the two. */
    MAX("the larger of the interface's value and that for all");

    private final String sentence;

    Combine(String sentence) {
        this.sentence = sentence;
    }

    /** For a person, without a full stop; empty for {@link #NONE}. */
    public String sentence() {
        return sentence;
    }
}
