package io.gatun.mgmt.table;

import java.io.IOException;

/** A file of routes that cannot be believed, and where in it. */
public final class TableException extends IOException {

    private static final long serialVersionUID = 1;

    private final long line;
    private final String sentence;

    private TableException(String where, long line, String sentence, Throwable cause) {
        super(where + ": " + sentence, cause);
        this.line = line;
        this.sentence = sentence;
    }

    static TableException inLine(String file, long line, String sentence) {
        return new TableException(file + ":" + line, line, sentence, null);
    }

    /**
     * @param offset in bytes from the start of the file, as it is when unpacked
     */
    static TableException atByte(String file, long offset, String sentence) {
        return new TableException(file, 1, "byte " + offset + ": " + sentence, null);
    }

    static TableException ofFile(String file, String sentence, Throwable cause) {
        return new TableException(file, 1, sentence, cause);
    }

    /** The line it is about, counted from 1; 1 where the file has no lines. */
    public long line() {
        return line;
    }

    /** What is wrong, without the name of the file and the line. */
    public String sentence() {
        return sentence;
    }
}
