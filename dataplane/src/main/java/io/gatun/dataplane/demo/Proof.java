package io.gatun.dataplane.demo;

/** Something the demo shows; the result says what was measured. */
@FunctionalInterface
interface Proof {

    String prove() throws NotProven;
}
