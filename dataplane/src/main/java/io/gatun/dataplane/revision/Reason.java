package io.gatun.dataplane.revision;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why a file could not be read or written, in words. */
final class Reason {

    private Reason() {}

    static String of(IOException e) {
        if (e instanceof FileSystemException file && file.getFile() != null) {
            final String why =
                    file.getReason() == null
                            ? file.getClass().getSimpleName().replace("Exception", "")
                            : file.getReason();
            return file.getFile() + ": " + why;
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
