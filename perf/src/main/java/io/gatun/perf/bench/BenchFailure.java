package io.gatun.perf.bench;

/**
 * A benchmark that cannot be run or must not be reported; the message is the sentence the user
 * reads.
 */
public final class BenchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    BenchFailure(String sentence) {
        super(sentence);
    }

    BenchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
