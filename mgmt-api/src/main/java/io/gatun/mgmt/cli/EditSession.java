package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ConfigDocument;
import io.gatun.mgmt.config.DocumentChange;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.ConfigurationText;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A candidate that was made from the configuration in force, and what is done to it line by line.
 * The router knows nothing of it before it is committed.
 */
final class EditSession {

    static final String HELP =
            """
            set PATH VALUE       a word or number, or YAML in braces, brackets or quotes
            add PATH ELEMENT     to a list
            delete PATH [ELEMENT]
            show [PATH]          the candidate, or a part of it
            diff                 what is different from the configuration in force
            check                whether a router could be started with it
            plan                 what it would change in the running router
            commit [-m WHY] [--confirm TIME]
            discard              begin again from the configuration in force
            exit                 leave; what is not committed is lost\
            """;

    private static final String NAME = "the candidate";

    private final ManagementClient client;
    private final Ansi ansi;
    private ConfigDocument running;
    private ConfigDocument candidate;
    private int base;

    EditSession(ManagementClient client, Ansi ansi) throws IOException, RefusedException {
        this.client = client;
        this.ansi = ansi;
        begin();
    }

    private void begin() throws IOException, RefusedException {
        final ConfigurationText text = ConfigOptions.get(client, OptionalInt.empty());
        base = text.revision();
        running = EditLine.document(text.text());
        candidate = running;
    }

    boolean isChanged() {
        return !candidate.equals(running);
    }

    /** What there is to say to it; may be empty. */
    String carryOut(EditLine line) throws IOException, RefusedException {
        switch (line.verb()) {
            case "set" ->
                    candidate = candidate.set(line.need(" and a value"), line.needValue("a value"));
            case "add" ->
                    candidate =
                            candidate.add(
                                    line.need(" and an element"), line.needValue("an element"));
            case "delete" ->
                    candidate =
                            line.value().isPresent()
                                    ? candidate.remove(line.need(""), line.value().get())
                                    : candidate.delete(line.need(""));
            case "discard" -> begin();
            case "check" -> {
                client.request(new OfConfiguration.CheckConfiguration(text()), rows -> {});
                return "the candidate is right";
            }
            case "show" -> {
                return show(line);
            }
            case "diff" -> {
                return difference();
            }
            case "plan" -> {
                return plan();
            }
            case "commit" -> {
                return commit(line.rest());
            }
            case "help" -> {
                return HELP;
            }
            default ->
                    throw new RefusedException(
                            RefusalCode.MALFORMED,
                            "'%s' is none of set, add, delete, show, diff, check, plan, commit, discard, help, exit"
                                    .formatted(line.verb()));
        }
        return "";
    }

    private Candidate text() {
        return new Candidate(NAME, candidate.text());
    }

    private String show(EditLine line) throws RefusedException {
        if (line.path().isEmpty()) {
            return candidate.text().stripTrailing();
        }
        return candidate
                .get(line.need(""))
                .orElseThrow(() ->
                        new RefusedException(
                                RefusalCode.NOT_FOUND,
                                "nothing stands at " + line.path().orElse("")))
                .stripTrailing();
    }

    private String difference() {
        final List<DocumentChange> changes = running.difference(candidate);
        return changes.isEmpty()
                ? "no difference"
                : changes.stream().map(DocumentChange::toString).collect(Collectors.joining("\n"));
    }

    private String plan() throws IOException, RefusedException {
        final List<PlanRow> rows =
                ConfigOptions.rows(
                        client, new OfConfiguration.PlanConfiguration(text()), PlanRow.class);
        return rows.isEmpty() ? "nothing would change" : ConfigPlan.table(rows).render(ansi);
    }

    private String commit(String words) throws IOException, RefusedException {
        final CommitOptions options = new CommitOptions();
        final CommandSpec spec = CommandSpec.create().name("commit");
        spec.addMixin("options", CommandSpec.forAnnotatedObject(options));
        try {
            new CommandLine(spec).parseArgs(EditWords.split(words));
        } catch (CommandLine.ParameterException e) {
            throw new RefusedException(RefusalCode.MALFORMED, "commit: " + e.getMessage());
        }
        final Optional<RevisionEntry> made = options.commit(client, text(), OptionalInt.of(base));
        begin();
        return RevisionText.made(made);
    }
}
