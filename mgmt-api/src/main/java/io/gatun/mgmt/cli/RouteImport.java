package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.table.NextHops;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableFile;
import io.gatun.mgmt.table.TableFormat;
import io.gatun.mgmt.table.TableRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gatun route import}: reads a file twice, first to know that all of it can be believed,
 * then to put its routes.
 */
@Command(
        name = "import",
        description =
                "Put the routes of a file: a list of prefixes, or an MRT table dump (RFC 6396).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A list has a prefix in each line, after it perhaps the address of its next hop; # begins",
            "a comment. Of the entries an MRT dump has for a prefix, the first with a next hop counts.",
            "Either may be packed with gzip. A file with a flaw changes nothing.",
            "",
            "  gatun route import prefixes.txt.gz --via 10.0.1.2 --via 2001:db8:b::2 --replace",
            "  gatun route import rib.20261120.mrt.gz --table 100 --proto bgp"
        })
final class RouteImport implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private FamilyOption family;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, plain or gzip.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Option(
            names = "--via",
            paramLabel = "ADDRESS",
            converter = AddressConverter.class,
            description =
                    "Next hop of all routes of its family, in place of the file's; of several, a hash"
                            + " of the prefix picks one.")
    private List<IpAddress> via = List.of();

    @Option(
            names = "--dev",
            paramLabel = "INTERFACE",
            description = "Where packets leave; of the next hop's subnet, when not given.")
    private Optional<String> interfaceName;

    @Option(
            names = "--table",
            paramLabel = "ID",
            converter = TableConverter.class,
            defaultValue = "main",
            description = "The routing table (default: ${DEFAULT-VALUE}).")
    private TableId table;

    @Option(
            names = "--proto",
            paramLabel = "NAME",
            converter = ProtocolConverter.class,
            defaultValue = "static",
            description = "Who put the routes there (default: ${DEFAULT-VALUE}).")
    private RouteProtocol protocol;

    @Option(
            names = "--metric",
            paramLabel = "N",
            description = "Of routes to one prefix the lowest is used.")
    private Optional<Long> metric;

    @Option(names = "--replace", description = "Put routes in the place of those that are there.")
    private boolean replace;

    @Override
    public Integer call() throws IOException, RefusedException {
        checkMetric();
        final NextHops hops = new NextHops(via);
        final long total = check(hops);
        final long startNs = System.nanoTime();
        final RouteSender sender;
        final TableCounts counts;
        try (ManagementClient client = options.connect();
                TableFile routes = open()) {
            final ProgressLine progress = ProgressLine.onTerminal(total, options.json());
            sender = new RouteSender(client, mode(), this::attributes);
            while (routes.next()) {
                final TableRoute route = routes.route();
                sender.put(route.prefix(), hops.of(route));
                progress.at(sender.taken());
            }
            sender.finish();
            progress.end();
            counts = routes.counts();
        }
        final ImportSummary summary =
                ImportSummary.of(file.toString(), counts, sender, System.nanoTime() - startNs);
        if (options.json()) {
            options.printJson(summary);
        } else {
            options.print(summary.text());
        }
        return summary.refused() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void checkMetric() {
        if (metric.isPresent() && (metric.get() < 0 || metric.get() > RoutePhrase.MOST_METRIC)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--metric " + metric.get() + " is not within 0.." + RoutePhrase.MOST_METRIC);
        }
    }

    private TableFile open() throws IOException {
        return TableFile.open(file, format, family.family());
    }

    private PutMode mode() {
        return replace ? PutMode.REPLACE : PutMode.CREATE;
    }

    private RouteAttributes.Builder attributes() {
        final RouteAttributes.Builder attributes =
                RouteAttributes.builder().table(table).protocol(protocol);
        interfaceName.ifPresent(attributes::interfaceName);
        metric.ifPresent(attributes::metric);
        return attributes;
    }

    /** Reads the whole file; how many routes it has. */
    private long check(NextHops hops) throws IOException {
        try (TableFile routes = open()) {
            while (routes.next()) {
                final TableRoute route = routes.route();
                if (interfaceName.isEmpty() && !hops.has(route)) {
                    throw new ParameterException(
                            spec.commandLine(), NextHops.missing(route) + "; name one with --via");
                }
            }
            return routes.counts().routes();
        }
    }

    private static final class AddressConverter implements CommandLine.ITypeConverter<IpAddress> {

        @Override
        public IpAddress convert(String value) {
            return converted(value, IpAddress::parse);
        }
    }

    private static final class TableConverter implements CommandLine.ITypeConverter<TableId> {

        @Override
        public TableId convert(String value) {
            return converted(value, TableId::parse);
        }
    }

    private static final class ProtocolConverter
            implements CommandLine.ITypeConverter<RouteProtocol> {

        @Override
        public RouteProtocol convert(String value) {
            return converted(value, RouteProtocol::parse);
        }
    }

    private static <T> T converted(String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
