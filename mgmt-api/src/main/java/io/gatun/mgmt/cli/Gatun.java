package io.gatun.mgmt.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gatun}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "gatun",
        description = "An IPv4/IPv6 router in Java on DPDK.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong usage"})
public final class Gatun implements Runnable {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** What looks at the commands of all modules. */
    private static final Set<String> NEEDS_ALL = Set.of("completion");

    @Spec private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from (also: GATUN_DEBUG=1).")
    private boolean debug;

    private Gatun() {}

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /**
     * The commands that these words may need, for making all of them takes longer than most of them
     * run; without words, all commands of all modules on the class path.
     */
    public static CommandLine commandLine(String... words) {
        final Gatun gatun = new Gatun();
        final CommandLine line = new CommandLine(gatun);
        final Map<String, Supplier<Object>> own = own();
        if (words.length > 0 && own.containsKey(words[0]) && !NEEDS_ALL.contains(words[0])) {
            line.addSubcommand(own.get(words[0]).get());
        } else {
            for (final CommandSource source : ServiceLoader.load(CommandSource.class)) {
                source.commands().forEach(line::addSubcommand);
            }
            own.values().forEach(command -> line.addSubcommand(command.get()));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Gatun::wrongUsage)
                .setExecutionExceptionHandler(gatun::failed);
        return line;
    }

    /** Commands of this module, in the order the help lists them. */
    private static Map<String, Supplier<Object>> own() {
        final Map<String, Supplier<Object>> own = new LinkedHashMap<>();
        own.put("show", Show::new);
        own.put("route", RouteCommand::line);
        own.put("interface", InterfaceCommand::new);
        own.put("config", ConfigCommand::new);
        own.put("trace", Trace::new);
        own.put("explain", Explain::new);
        own.put("capture", Capture::new);
        own.put("monitor", Monitor::new);
        own.put("pki", PkiCommand::new);
        own.put("top", Top::new);
        own.put("exporter", Exporter::new);
        own.put("shell", Shell::new);
        own.put("completion", Completion::new);
        own.put("test", TestCommand::new);
        return own;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        final CommandLine line = e.getCommandLine();
        final PrintWriter err = line.getErr();
        err.println(line.getColorScheme().errorText("gatun: " + e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("see: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return WRONG_USAGE;
    }

    private int failed(Exception e, CommandLine line, ParseResult parsed) {
        final PrintWriter err = line.getErr();
        err.println(line.getColorScheme().errorText("gatun: " + Sentence.of(e)));
        if (debug || System.getenv("GATUN_DEBUG") != null) {
            e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
