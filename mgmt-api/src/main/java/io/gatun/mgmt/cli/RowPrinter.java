package io.gatun.mgmt.cli;

import java.io.IOException;

/** Prints rows as they come and holds a bounded number of them; all are out after close. */
interface RowPrinter<T> extends AutoCloseable {

    void row(T row) throws IOException;

    /** What was printed so far is seen. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
