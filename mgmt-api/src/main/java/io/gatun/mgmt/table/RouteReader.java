package io.gatun.mgmt.table;

import java.io.IOException;

/** Takes one route after another out of the bytes of a file. */
interface RouteReader {

    /**
     * Overwrites {@code route} with the next one, whose host bits may be set; false at the end.
     *
     * @throws TableException when the file cannot be believed from here on
     */
    boolean next(TableRoute route) throws IOException;

    /** What is wrong with the route last read, for a reason that only the reader's caller knows. */
    TableException flaw(String sentence);

    /** Records so far that hold no unicast route. */
    long skipped();
}
