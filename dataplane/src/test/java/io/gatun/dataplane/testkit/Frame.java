package io.gatun.dataplane.testkit;

/** What a test lets arrive at a port. */
public interface Frame {

    /** The whole frame; {@code portMac} is where it goes to unless the test said otherwise. */
    byte[] bytes(byte[] portMac);
}
