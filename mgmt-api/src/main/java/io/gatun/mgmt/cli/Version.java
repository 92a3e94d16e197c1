package io.gatun.mgmt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that was built. */
public final class Version implements IVersionProvider {

    private static final String PROPERTIES = "build.properties";

    public static String current() {
        final Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(PROPERTIES + " cannot be read from the jar", e);
        }
        return build.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gatun " + current() + " (Java " + Runtime.version() + ")"};
    }
}
