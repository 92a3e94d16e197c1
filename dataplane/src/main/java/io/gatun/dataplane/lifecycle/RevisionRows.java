package io.gatun.dataplane.lifecycle;

import io.gatun.dataplane.revision.Revision;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.revision.StoreException;
import io.gatun.dataplane.revision.Unconfirmed;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ConfigDocument;
import io.gatun.mgmt.config.YamlFlawException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.message.Request.OfConfiguration.DiffConfiguration;
import io.gatun.mgmt.model.ConfigurationChange;
import io.gatun.mgmt.model.ConfigurationText;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RevisionEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What a store is asked about its revisions, as rows. */
final class RevisionRows {

    private final RevisionStore store;
    private final Secrets secrets;

    RevisionRows(RevisionStore store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /** 0 where there is none. */
    int newestNumber() {
        return store.newest().map(Revision::number).orElse(0);
    }

    /** The newest comes first. */
    Answer list() {
        return Answer.rows(
                ResourceKind.REVISION,
                store.revisions().reversed().stream().map(this::row).toList());
    }

    Answer one(Revision revision) {
        return Answer.rows(ResourceKind.REVISION, List.of(row(revision)));
    }

    private RevisionEntry row(Revision revision) {
        final Optional<Unconfirmed> waiting =
                store.unconfirmed().filter(each -> each.revision() == revision.number());
        return new RevisionEntry(
                revision.number(),
                revision.when(),
                revision.who(),
                revision.cause().name().toLowerCase(Locale.ROOT),
                revision.of(),
                revision.why(),
                revision.bytes(),
                revision.number() == newestNumber(),
                waiting.map(Unconfirmed::deadline));
    }

    Answer text(OptionalInt number) throws RefusedException, StoreException {
        return Answer.rows(
                ResourceKind.CONFIGURATION,
                List.of(new ConfigurationText(number.orElse(newestNumber()), shown(number))));
    }

    /** Without its secrets. */
    private String shown(OptionalInt number) throws RefusedException, StoreException {
        return secrets.veil(
                number.isPresent() ? store.text(find(number.getAsInt())) : store.current());
    }

    /** What to go back to: the one named, or the one before that in force. */
    Revision target(OptionalInt number) throws RefusedException {
        if (number.isPresent()) {
            return find(number.getAsInt());
        }
        final List<Revision> all = store.revisions();
        if (all.size() < 2) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no revision before the one in force");
        }
        return store.unconfirmed().isPresent()
                ? find(store.unconfirmed().get().backTo())
                : all.get(all.size() - 2);
    }

    private Revision find(int number) throws RefusedException {
        final Optional<Revision> found = store.revision(number);
        if (found.isPresent()) {
            return found.get();
        }
        final String kept =
                store.revisions().isEmpty()
                        ? "none"
                        : store.revisions().getFirst().number() + ".." + newestNumber();
        throw new RefusedException(
                new Refusal(
                        RefusalCode.NOT_FOUND,
                        "revision",
                        Integer.toString(number),
                        kept,
                        "revision " + number + " is not kept; these are: " + kept));
    }

    Answer difference(DiffConfiguration diff) throws RefusedException, StoreException {
        final ConfigDocument from = parse(shown(diff.from()), "the first");
        final ConfigDocument to =
                diff.candidate().isPresent()
                        ? candidate(diff.candidate().get())
                        : parse(shown(diff.to()), "the second");
        return Answer.rows(
                ResourceKind.CONFIGURATION_CHANGE,
                from.difference(to).stream()
                        .map(each ->
                                new ConfigurationChange(each.path(), each.before(), each.after()))
                        .toList());
    }

    private ConfigDocument candidate(Candidate candidate) throws RefusedException {
        final ConfigDocument document = parse(candidate.text(), candidate.name());
        return parse(secrets.veil(document.text()), candidate.name());
    }

    private static ConfigDocument parse(String text, String name) throws RefusedException {
        try {
            return ConfigDocument.parse(text);
        } catch (YamlFlawException e) {
            throw new RefusedException(
                    RefusalCode.INVALID, name + ":" + e.line() + ": " + e.getMessage());
        }
    }
}
