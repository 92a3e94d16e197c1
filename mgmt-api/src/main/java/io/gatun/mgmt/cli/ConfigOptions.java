package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.ConfigurationText;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/** What the verbs of {@code gatun config} have in common. */
final class ConfigOptions {

    /** As long as a router may need to read, check and write a large configuration. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String STANDARD_INPUT = "-";

    @Mixin private ListOptions options;

    boolean json() {
        return options.json();
    }

    void printJson(Object value) {
        options.printJson(value);
    }

    void print(String text) {
        options.print(text);
    }

    void print(Table table) {
        options.print(table);
    }

    ManagementClient connect() throws IOException {
        return options.connect(PATIENCE);
    }

    void printMade(Optional<RevisionEntry> made) {
        if (json()) {
            printJson(made);
        } else {
            print(RevisionText.made(made));
        }
    }

    /** A file of the client, or what comes from standard input for {@code -}. */
    static Candidate candidate(String file) throws IOException {
        final byte[] bytes =
                file.equals(STANDARD_INPUT)
                        ? System.in.readNBytes(OfConfiguration.MAX_TEXT + 1)
                        : Files.readAllBytes(Path.of(file));
        final String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
        return new Candidate(name, new String(bytes, StandardCharsets.UTF_8));
    }

    static <T extends Resource> List<T> rows(ManagementClient client, Request request, Class<T> row)
            throws IOException, RefusedException {
        final List<T> all = new ArrayList<>();
        client.stream(request, row, all::add);
        return all;
    }

    static ConfigurationText get(ManagementClient client, OptionalInt revision)
            throws IOException, RefusedException {
        return rows(client, new OfConfiguration.GetConfiguration(revision), ConfigurationText.class)
                .getFirst();
    }
}
