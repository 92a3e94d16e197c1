package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.config.ConfigPath;
import io.gatun.mgmt.config.ConfigurationFile;
import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.JsonSchema;
import io.gatun.mgmt.schema.Member;
import io.gatun.mgmt.schema.Place;
import io.gatun.mgmt.schema.SettingText;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun config help}: what a setting is. */
@Command(
        name = "help",
        description = "Explain a setting, or list the settings below a path.",
        mixinStandardHelpOptions = true)
final class ConfigHelp implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            completionCandidates = SettingPaths.class,
            description = "Such as interfaces.mtu or tunables.neigh; without one, the sections.")
    private String path;

    @Option(
            names = {"-j", "--json"},
            description = "Print it as JSON Schema.")
    private boolean json;

    @Override
    public void run() {
        final Place place = place();
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    JsonText.pretty(
                            place.member()
                                    .map(JsonSchema::of)
                                    .orElseGet(() ->
                                            JsonSchema.of(
                                                    ConfigurationFile.SHAPE,
                                                    ConfigurationFile.TITLE))));
        } else {
            place.group().ifPresentOrElse(group -> list(out, place, group), () -> fact(out, place));
        }
        out.flush();
    }

    private Place place() {
        try {
            return Place.of(
                    ConfigurationFile.SHAPE,
                    path == null ? List.of() : ConfigPath.parse(path).steps());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void fact(PrintWriter out, Place place) {
        SettingText.facts(place, place.member().orElseThrow()).forEach(out::println);
    }

    private void list(PrintWriter out, Place place, GroupShape group) {
        place.member()
                .ifPresent(member -> {
                    out.println(place.path());
                    out.println("  " + member.setting().value());
                    out.println();
                });
        final Table table = new Table("setting", "type", "default", "what it is");
        for (final Member member : group.members()) {
            table.row(
                    member.key(),
                    SettingText.type(member),
                    SettingText.defaultOf(member),
                    member.setting().value());
        }
        out.println(table.render(spec.commandLine().getColorScheme().ansi()));
        if (!group.absent().isEmpty()) {
            out.println();
            out.println("not in this version:");
            new TreeMap<>(group.absent())
                    .forEach((key, because) -> out.println("  " + key + ": " + because));
        }
    }
}
