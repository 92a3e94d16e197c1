package io.gatun.dataplane.demo;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Command lines of JVMs like this one: same executable, flags and class path. */
final class JavaCommand {

    private static final String GATUN = "io.gatun.mgmt.cli.Gatun";

    private JavaCommand() {}

    static List<String> gatun(String... arguments) {
        return of(GATUN, arguments);
    }

    static List<String> of(String mainClass, String... arguments) {
        final var words = new ArrayList<String>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        words.addAll(List.of(arguments));
        return words;
    }
}
