package io.gatun.perf.bench;

import java.io.PrintWriter;

/**
 * Where a run says what it does; sentences go to standard error, so that standard output holds the
 * report alone.
 */
record Console(PrintWriter err) {

    void say(String sentence) {
        err.println("gatun bench: " + sentence);
        err.flush();
    }
}
