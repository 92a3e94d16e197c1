package io.gatun.dataplane.demo;

/** How a program ended: its exit code and all it printed, standard error included. */
record Outcome(int exitCode, String output) {

    boolean isSuccess() {
        return exitCode == 0;
    }
}
