package io.gatun.dpdk.ffm;

/** A library or symbol that these bindings need is missing, or is of a release they do not know. */
public final class NativeAccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NativeAccessException(String message) {
        super(message);
    }
}
