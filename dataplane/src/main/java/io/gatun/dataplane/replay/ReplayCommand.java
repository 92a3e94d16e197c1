package io.gatun.dataplane.replay;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.config.PortConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun replay}: captures through the router, with no NIC, no root, no hugepages. */
@Command(
        name = "replay",
        description = {
            "Run capture files through the router on a virtual clock: no NIC, no root needed.",
            "What leaves a port is written to DIR/PORT.pcap. The same input gives the same bytes."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the router (YAML); devices are not opened.")
    private Path file;

    @Option(
            names = "--in",
            required = true,
            arity = "1..*",
            paramLabel = "PORT=PCAP",
            description = "Packets that arrive at a port.")
    private Map<String, Path> inputs;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the captures of what leaves.")
    private Path folder;

    @Option(
            names = "--settle",
            defaultValue = "5",
            paramLabel = "SECONDS",
            description = "How long the clock runs on after the last packet (${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(names = "-j", description = "Print the summary as JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigurationException, IOException {
        if (settleSeconds < 0 || settleSeconds > 86_400) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--settle " + settleSeconds + " is not within 0..86400 seconds");
        }
        final RouterConfiguration configuration = ConfigurationReader.read(file, Purpose.REPLAY);
        final ReplaySummary summary;
        try (Replay replay = new Replay(configuration, inOrder(configuration), folder)) {
            replay.run(settleSeconds);
            summary = replay.summary();
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.pretty(summary) : ReplayReport.of(summary));
        out.flush();
        return summary.ledger().balanced() ? 0 : 1;
    }

    private Map<String, Path> inOrder(RouterConfiguration configuration) {
        final Map<String, Path> left = new LinkedHashMap<>(inputs);
        final Map<String, Path> ordered = new LinkedHashMap<>();
        for (PortConfiguration port : configuration.ports()) {
            final Path capture = left.remove(port.name());
            if (capture != null) {
                ordered.put(port.name(), capture);
            }
        }
        if (!left.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--in names port %s, and %s has %s"
                            .formatted(
                                    left.keySet().iterator().next(),
                                    file,
                                    configuration.ports().stream()
                                            .map(PortConfiguration::name)
                                            .toList()));
        }
        return ordered;
    }
}
