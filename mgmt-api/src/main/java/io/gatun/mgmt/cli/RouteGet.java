package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun route get}: which way a packet would go. */
@Command(
        name = "get",
        description = "Explain which way a packet to an address would go.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords after the addresses:%n",
        footer = {
            "  from ADDRESS   source of the packet",
            "  iif INTERFACE  where it comes in; without, the router itself sends it",
            "  oif INTERFACE  where it must leave",
            "  mark N         of the packet",
            "  tos 0xN        of the packet"
        })
final class RouteGet implements Callable<Integer> {

    static final List<String> WORDS = List.of("from", "iif", "oif", "mark", "tos");

    private static final String STDIN = "-";

    @Mixin private ListOptions options;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "ADDRESS",
            completionCandidates = RouteWordsCompletion.Get.class,
            description = "Where to; - reads an address from each line of the standard input.")
    private List<String> words;

    private final List<String> destinations = new ArrayList<>();
    private Optional<IpAddress> source = Optional.empty();
    private Optional<String> ingress = Optional.empty();
    private Optional<String> egress = Optional.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalInt tos = OptionalInt.empty();

    /** An address that no packet reaches. */
    record Unreached(IpAddress destination, RefusalCode code, String sentence) {}

    @Override
    public Integer call() throws IOException, RefusedException {
        readWords(new WordReader(spec.commandLine(), words));
        try (ManagementClient client = options.connect();
                RowPrinter<Object> printer = printer()) {
            boolean isReached = true;
            for (final String word : destinations) {
                if (word.equals(STDIN)) {
                    isReached &= explainLines(client, printer);
                } else {
                    isReached &= explain(client, printer, address(word));
                }
            }
            return isReached ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private RowPrinter<Object> printer() {
        return options.json() ? options.jsonRows() : options.textRows(RouteGet::text);
    }

    private static String text(Object answer) {
        return switch (answer) {
            case Unreached unreached -> unreached.destination() + ": " + unreached.sentence();
            case RouteAnswer reached -> RouteText.explain(reached);
            default -> throw new IllegalArgumentException(answer.toString());
        };
    }

    private void readWords(WordReader reader) {
        while (reader.hasNext()) {
            final String word = reader.next();
            switch (word) {
                case "from" -> source = Optional.of(reader.value(word, IpAddress::parse));
                case "iif" -> ingress = Optional.of(reader.text(word));
                case "oif", "dev" -> egress = Optional.of(reader.text(word));
                case "mark" ->
                        mark = OptionalLong.of(reader.number(word, 0, RoutePhrase.MOST_METRIC));
                case "tos", "dsfield" -> tos = OptionalInt.of(reader.tos(word));
                case "to" -> destinations.add(reader.text(word));
                default -> {
                    if (!word.equals(STDIN) && !PrefixWord.isLike(word)) {
                        throw reader.unknown("'" + word + "' is no address", word, WORDS);
                    }
                    if (!word.equals(STDIN)) {
                        address(word); // refused before anything is asked
                    }
                    destinations.add(word);
                }
            }
        }
        if (destinations.isEmpty()) {
            throw reader.flaw("the address is missing");
        }
    }

    private IpAddress address(String word) {
        return new WordReader(spec.commandLine(), List.of(word)).value("address", IpAddress::parse);
    }

    private boolean explainLines(ManagementClient client, RowPrinter<Object> printer)
            throws IOException, RefusedException {
        final BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean isReached = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                isReached &= explain(client, printer, address(line.strip()));
            }
        }
        return isReached;
    }

    private boolean explain(
            ManagementClient client, RowPrinter<Object> printer, IpAddress destination)
            throws IOException, RefusedException {
        final List<Object> answers = new ArrayList<>();
        try {
            client.request(
                    new Request.GetRoute(destination, source, ingress, egress, mark, tos),
                    rows -> answers.addAll(rows.rows()));
        } catch (RefusedException e) {
            if (e.refusal().code() != RefusalCode.NOT_FOUND
                    || !e.refusal().field().equals("destination")) {
                throw e;
            }
            printer.row(new Unreached(destination, e.refusal().code(), e.refusal().sentence()));
            return false;
        }
        for (final Object answer : answers) {
            printer.row(answer);
        }
        return true;
    }
}
