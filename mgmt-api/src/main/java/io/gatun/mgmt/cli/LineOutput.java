package io.gatun.mgmt.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** Many lines to a reader who may have read enough: then nothing more needs to be made. */
final class LineOutput {

    private static final int LINES_BETWEEN_LOOKS = 1024;

    private final PrintWriter out;
    private int lines;

    LineOutput(PrintWriter out) {
        this.out = out;
    }

    PrintWriter writer() {
        return out;
    }

    void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
        wrote();
    }

    /** Something was written; now and then this looks whether anybody reads it. */
    void wrote() throws IOException {
        if (++lines % LINES_BETWEEN_LOOKS == 0) {
            flush();
        }
    }

    void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("the output was closed before all of it was written");
        }
    }
}
