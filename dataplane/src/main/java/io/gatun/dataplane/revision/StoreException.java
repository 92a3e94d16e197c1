package io.gatun.dataplane.revision;

/** The disk did not do what was asked; the message is a sentence for people. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1;

    public StoreException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public StoreException(String sentence) {
        super(sentence);
    }
}
