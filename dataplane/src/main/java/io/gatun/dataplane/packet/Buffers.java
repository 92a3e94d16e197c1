package io.gatun.dataplane.packet;

/**
 * The buffers frames lie in, by 64-bit handles that only their pool understands. Owned by one
 * thread: every thread that takes or gives back buffers has its own {@code Buffers} over the shared
 * pool.
 */
public interface Buffers {

    /** Room before a frame that arrived or was taken, for headers put in front of it. */
    int HEADROOM = 128;

    /**
     * Takes {@code count} buffers and writes their handles from {@code handles} on (8 bytes each,
     * native memory); false, and nothing taken, when the pool cannot give as many.
     */
    boolean take(long handles, int count);

    /** Gives {@code count} buffers back whose handles lie from {@code handles} on. */
    void give(long handles, int count);

    /** Where the frame of a buffer begins; one just taken has {@link #HEADROOM} before it. */
    long frame(long handle);

    /** How long the frame of a buffer is. */
    int length(long handle);

    /** Says where the frame in this buffer begins and how long it is now. */
    void reshape(long handle, long frame, int length);

    /** The longest frame a buffer holds behind its headroom. */
    int capacity();

    /**
     * Buffers of the whole pool that nobody holds; for tests and the ledger, not exact in a race.
     */
    int available();
}
