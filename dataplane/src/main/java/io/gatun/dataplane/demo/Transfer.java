package io.gatun.dataplane.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Proof with TCP: what one host sends arrives at the other, byte for byte. */
final class Transfer {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TCP_PORT = "5001";

    private Transfer() {}

    static String arrivesIntact(Direction way, int megabytes) throws NotProven {
        final Process receiver = start(way);
        try (BufferedReader lines = receiver.inputReader(StandardCharsets.UTF_8)) {
            final String first = lines.readLine();
            if (!"listening".equals(first)) {
                throw new DemoException("the receiver in %s said: %s".formatted(way.to(), first));
            }
            final long startedAtNs = System.nanoTime();
            final Outcome sender =
                    Programs.run(
                            LIMIT,
                            way.from()
                                    .inside(
                                            end(
                                                    "send",
                                                    way.destination(),
                                                    Long.toString(megabytes * 1_000_000L))));
            final double seconds = (System.nanoTime() - startedAtNs) / 1e9;
            if (!sender.isSuccess()) {
                throw new NotProven("a transfer of %d MB".formatted(megabytes), sender.output());
            }
            final String sent = sender.output().strip();
            final String received = lines.readLine();
            if (!sent.equals(received)) {
                throw new NotProven("received " + sent, String.valueOf(received));
            }
            return "%d MB, %.0f MB/s, sha-256 %s... at both ends"
                    .formatted(
                            megabytes,
                            megabytes / seconds,
                            sent.split(" ", -1)[1].substring(0, 12));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            receiver.destroyForcibly();
        }
    }

    private static Process start(Direction way) {
        try {
            return new ProcessBuilder(way.to().inside(end("receive", way.destination())))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> end(String verb, String address, String... more) {
        final var arguments = new ArrayList<>(List.of(verb, address, TCP_PORT));
        arguments.addAll(List.of(more));
        return JavaCommand.of(TransferEnd.class.getName(), arguments.toArray(String[]::new));
    }
}
