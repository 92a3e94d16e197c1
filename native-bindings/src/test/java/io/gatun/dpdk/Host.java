package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tests need of the host: programs run to their end, and parts that may be missing. */
public final class Host {

    private Host() {}

    /** Skips the test, naming what is missing; in CI it fails instead. */
    public static void needs(boolean there, String what) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("CI lacks " + what).isTrue();
        }
        assumeTrue(there, "this host lacks " + what);
    }

    static void needsRootAndTun() {
        needs(HostFacts.ofThisHost().isRoot(), "root");
        needs(HostFacts.ofThisHost().hasTun(), "/dev/net/tun: modprobe tun");
        needs(has("ip"), "ip: apt-get install iproute2");
    }

    public static boolean has(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program))
                || Files.isExecutable(Path.of("/sbin", program));
    }

    /** Runs a program that must succeed; returns what it printed, errors included. */
    public static String run(String... command) {
        try {
            Path output = Files.createTempFile("gatun-test", ".txt");
            int status =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start()
                            .waitFor();
            String text = Files.readString(output);
            Files.delete(output);
            assertThat(status).as("%s: %s", String.join(" ", command), text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
