package io.gatun.dataplane.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Turns measured time into cycles, by the frequency Linux reports for the first processor. */
final class CpuFrequency {

    private static final double GIGAHERTZ = read();

    private CpuFrequency() {}

    static long cycles(long nanoseconds) {
        return Math.round(nanoseconds * GIGAHERTZ);
    }

    private static double read() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("cpu MHz"))
                    .findFirst()
                    .map(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                    .map(megahertz -> megahertz / 1_000)
                    .orElse(1.0);
        } catch (IOException e) {
            return 1.0; // without /proc a cycle is a nanosecond
        }
    }
}
