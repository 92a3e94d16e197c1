package io.gatun.mgmt.config;

/** A text is no YAML that a configuration could be; its message is a sentence without the place. */
public final class YamlFlawException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * @param line counted from 1
     */
    public YamlFlawException(int line, String sentence) {
        super(sentence);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
