package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.nio.file.Path;

/** Judges configurations without a router; a service of the module that reads them. */
@FunctionalInterface
public interface ConfigurationCheck {

    /**
     * Returns when a router could be started with the file.
     *
     * @throws RefusedException with all its problems, a line each
     */
    void check(Path file) throws IOException, RefusedException;
}
