package io.gatun.mgmt.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file with secrets, which nobody but its owner may open. */
public final class OwnersFile {

    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rw-------");

    private OwnersFile() {}

    /**
     * Refuses one that others may open.
     *
     * @param what it is called in a sentence
     */
    public static void require(Path file, String what) throws IOException {
        final Set<PosixFilePermission> mode;
        try {
            mode = Files.getPosixFilePermissions(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + what + " file " + file, e);
        }
        if (!OWNERS.containsAll(mode)) {
            throw new IOException(
                    what
                            + " file "
                            + file
                            + " has mode "
                            + PosixFilePermissions.toString(mode)
                            + ", so that others may use it; chmod 600 "
                            + file);
        }
    }
}
