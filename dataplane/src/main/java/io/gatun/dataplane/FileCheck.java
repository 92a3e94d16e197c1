package io.gatun.dataplane;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.cli.ConfigurationCheck;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import java.nio.file.Path;

/** Reads a configuration as the start of a router does. */
public final class FileCheck implements ConfigurationCheck {

    @Override
    public void check(Path file) throws RefusedException {
        try {
            ConfigurationReader.read(file, Purpose.RUN);
        } catch (ConfigurationException e) {
            throw new RefusedException(RefusalCode.INVALID, e.getMessage());
        }
    }
}
