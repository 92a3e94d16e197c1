package io.gatun.mgmt.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** What an exception says to a person. */
final class Sentence {

    private Sentence() {}

    static String of(Throwable e) {
        return switch (e) {
            case NoSuchFileException file -> "there is no file " + file.getFile();
            case AccessDeniedException file ->
                    "file " + file.getFile() + " may not be opened by this user; try as root";
            case FileAlreadyExistsException file -> "file " + file.getFile() + " exists already";
            case UncheckedIOException unchecked -> of(unchecked.getCause());
            default -> isOurs(e) ? e.getMessage() : fault(e);
        };
    }

    /** Exceptions of the JDK that are no I/O speak to programmers. */
    private static boolean isOurs(Throwable e) {
        return e.getMessage() != null
                && (!(e instanceof RuntimeException)
                        || !e.getClass().getName().startsWith("java."));
    }

    private static String fault(Throwable e) {
        return "this is a fault of Gatun: "
                + e
                + "; run it again with --debug and report what it shows";
    }
}
