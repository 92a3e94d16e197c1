package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CaptureReport;
import io.gatun.mgmt.model.PacketFilter;
import io.gatun.mgmt.pcap.PcapNgWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun capture}: frames as they come, leave, or are dropped. */
@Command(
        name = "capture",
        description = {
            "Show frames as they come in, leave, or are dropped, or write them to a pcapng file.",
            "A dropped frame has the reason as its comment. Ends after --count frames, after --wait",
            "seconds, or when it is interrupted."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords of a filter, joined by and, or, not and parentheses:%n",
        footer = {
            "  [src|dst] host ADDRESS   [src|dst] net PREFIX   [src|dst] port N",
            "  udp|tcp|icmp|icmp6       proto N                ip|ip6|arp   vlan [N]",
            "",
            "  gatun capture west udp port 53 and not host 10.0.0.7 --direction drop -w drops.pcapng"
        })
final class Capture implements Callable<Integer> {

    private static final long POLL_MS = 20;
    private static final String ANY = "any";
    private static final String ROUTER = "router";

    @Mixin private ListOptions options;

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "PORT",
            description = "The port whose frames are wanted; any for all.")
    private String port;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "WORD",
            description = "Which frames; all, when not said.")
    private List<String> words = List.of();

    @Option(
            names = "--direction",
            split = ",",
            paramLabel = "rx|tx|drop",
            description = "Only these; all three, when not said.")
    private List<CaptureDirection> directions = new ArrayList<>();

    @Option(
            names = {"-c", "--count"},
            paramLabel = "COUNT",
            description = "End after so many frames.")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "End after so long.")
    private Optional<Integer> waitSeconds = Optional.empty();

    @Option(
            names = {"-s", "--snaplen"},
            paramLabel = "BYTES",
            defaultValue = "16384",
            description = "Bytes kept of each frame (default: ${DEFAULT-VALUE}).")
    private int snapLength;

    @Option(
            names = {"-w", "--write"},
            paramLabel = "FILE",
            description = "Write a pcapng file; - is the standard output.")
    private Optional<String> file = Optional.empty();

    @Override
    public Integer call() throws IOException, RefusedException, InterruptedException {
        check();
        try (ManagementClient client = options.connect();
                Output output = output()) {
            final Request.StartCapture start = start();
            client.request(start, rows -> {});
            final long lost;
            try {
                lost = fetch(client, start.name(), output);
            } finally {
                client.request(new Request.StopCapture(start.name()), rows -> {});
            }
            say(output.frames + " frames captured, " + lost + " lost");
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (count.isPresent() && count.get() < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--count " + count.get() + " is below 1");
        }
        if (waitSeconds.isPresent() && waitSeconds.get() < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--wait " + waitSeconds.get() + " is below 0");
        }
        if (snapLength < Request.StartCapture.LEAST_SNAP_LENGTH
                || snapLength > Request.StartCapture.MOST_SNAP_LENGTH) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--snaplen %d is not within %d..%d"
                            .formatted(
                                    snapLength,
                                    Request.StartCapture.LEAST_SNAP_LENGTH,
                                    Request.StartCapture.MOST_SNAP_LENGTH));
        }
        try {
            PacketFilter.parse(String.join(" ", words));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Request.StartCapture start() {
        return new Request.StartCapture(
                UUID.randomUUID().toString(),
                port.equals(ANY) ? Optional.empty() : Optional.of(port),
                directions.isEmpty() ? List.of(CaptureDirection.values()) : directions,
                String.join(" ", words),
                snapLength);
    }

    /** How many frames were lost at the router. */
    private long fetch(ManagementClient client, String name, Output output)
            throws IOException, RefusedException, InterruptedException {
        final long startNs = System.nanoTime();
        while (true) {
            final List<CaptureReport> reports = new ArrayList<>();
            client.stream(new Request.TakeCaptured(name), CaptureReport.class, reports::add);
            final CaptureReport report = reports.getFirst();
            for (final CaptureReport.Captured frame : report.frames()) {
                output.frame(frame);
                if (count.isPresent() && output.frames >= count.get()) {
                    return report.lost();
                }
            }
            output.flush();
            if (!report.more()) {
                if (isOver(startNs)) {
                    return report.lost();
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
    }

    private boolean isOver(long startNs) {
        return waitSeconds.isPresent()
                && System.nanoTime() - startNs >= Duration.ofSeconds(waitSeconds.get()).toNanos();
    }

    /** Beside the frames, which may be on their way into a pipe. */
    private void say(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }

    private Output output() throws IOException {
        if (file.isEmpty()) {
            return new Printed(options);
        }
        return new Written(
                new PcapNgWriter(
                        new BufferedOutputStream(
                                file.get().equals("-")
                                        ? System.out
                                        : Files.newOutputStream(Path.of(file.get()))),
                        "gatun " + Version.current()));
    }

    /** Where frames go. */
    private abstract static class Output implements AutoCloseable {

        private long frames;

        private void frame(CaptureReport.Captured frame) throws IOException {
            frames++;
            take(frame);
        }

        abstract void take(CaptureReport.Captured frame) throws IOException;

        abstract void flush() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }

    private static final class Written extends Output {
        private final PcapNgWriter out;

        private Written(PcapNgWriter out) {
            this.out = out;
        }

        @Override
        void take(CaptureReport.Captured frame) throws IOException {
            out.write(
                    frame.timeNs(),
                    frame.port().orElse(ROUTER),
                    switch (frame.direction()) {
                        case RX -> PcapNgWriter.Direction.INBOUND;
                        case TX -> PcapNgWriter.Direction.OUTBOUND;
                        case DROP ->
                                frame.port().isPresent()
                                        ? PcapNgWriter.Direction.INBOUND
                                        : PcapNgWriter.Direction.UNKNOWN;
                    },
                    frame.length(),
                    HexFormat.of().parseHex(frame.frame()),
                    frame.comment());
        }

        @Override
        void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** One line a frame, or one element of an array. */
    private static final class Printed extends Output {
        private final RowPrinter<CaptureReport.Captured> rows;

        private Printed(ListOptions options) {
            rows = options.json() ? options.jsonRows() : options.textRows(Printed::text);
        }

        static String text(CaptureReport.Captured frame) {
            return TimeText.ofDay(frame.timeNs())
                    + " "
                    + frame.port().orElse(ROUTER)
                    + " "
                    + Words.of(frame.direction())
                    + " "
                    + frame.packet()
                    + frame.comment().map(comment -> ", " + comment).orElse("");
        }

        @Override
        void take(CaptureReport.Captured frame) throws IOException {
            rows.row(frame);
        }

        @Override
        void flush() throws IOException {
            rows.flush();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
