package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun monitor}: prints changes as they come into force, like {@code ip monitor}. */
@Command(
        name = "monitor",
        description = "Print changes of the running router as they come into force.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each change is a line; with -j, a JSON object on a line. Where events were lost because",
            "they were read too slowly, a line says how many: list anew what matters."
        })
final class Monitor implements Callable<Integer> {

    /** Between looks whether the output is due. */
    private static final Duration LULL = Duration.ofMillis(2);

    private static final Duration LONG = Duration.ofHours(1);

    /** What can be watched. */
    enum Subject {
        ROUTE,
        NEIGHBOR,
        INTERFACE,
        CONFIGURATION,
        TUNABLE,
        ALL;

        private Set<EventGroup> groups() {
            return switch (this) {
                case ROUTE -> Set.of(EventGroup.ROUTE_IPV4, EventGroup.ROUTE_IPV6);
                case NEIGHBOR -> Set.of(EventGroup.NEIGHBOR_IPV4, EventGroup.NEIGHBOR_IPV6);
                case INTERFACE -> Set.of(EventGroup.INTERFACE);
                case CONFIGURATION -> Set.of(EventGroup.CONFIGURATION);
                case TUNABLE -> Set.of(EventGroup.TUNABLE);
                case ALL -> EnumSet.allOf(EventGroup.class);
            };
        }
    }

    @Mixin private ListOptions options;

    @Mixin private FamilyOption family;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}; all, when not given.")
    private List<Subject> subjects = List.of(Subject.ALL);

    @Option(
            names = "--list",
            description = "Print what is there already first; it comes as new, with number 0.")
    private boolean list;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many events (default: never).")
    private long count;

    @Override
    public Integer call() throws IOException, RefusedException {
        final Set<EventGroup> groups = groups();
        final LineOutput out = new LineOutput(spec.commandLine().getOut());
        final Printer printer = new Printer(out);
        try (ManagementClient client = options.connect()) {
            client.watch(new Request.Watch(groups, list), printer);
            while (count == 0 || printer.events < count) {
                if (!client.hear(LULL)) {
                    out.flush();
                    client.hear(LONG);
                }
            }
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private Set<EventGroup> groups() {
        final Set<EventGroup> groups = EnumSet.noneOf(EventGroup.class);
        subjects.forEach(subject -> groups.addAll(subject.groups()));
        family.family().ifPresent(only -> groups.removeIf(group -> !group.mayBeOf(only)));
        if (groups.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing is left to be watched");
        }
        return groups;
    }

    /** A line for each. */
    private final class Printer implements WatchListener {

        private final LineOutput out;
        private long events;

        private Printer(LineOutput out) {
            this.out = out;
        }

        @Override
        public void row(ResourceKind kind, Resource row) throws IOException {
            print(new Reply.Event(EventGroup.of(row), Reply.Event.Change.NEW, row, 0));
        }

        @Override
        public void event(Reply.Event event) throws IOException {
            if (count == 0 || events < count) {
                events++;
                print(event);
            }
        }

        private void print(Reply.Event event) throws IOException {
            out.line(options.json() ? JsonText.line(event) : EventText.of(event));
        }

        @Override
        public void overrun(long lost) throws IOException {
            out.line(
                    options.json()
                            ? JsonText.line(new Reply.Overrun(lost))
                            : "Overrun: " + lost + " events lost here; list anew");
        }
    }
}
