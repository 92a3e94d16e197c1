package io.gatun.dataplane.lifecycle;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.revision.Cause;
import io.gatun.dataplane.revision.Draft;
import io.gatun.dataplane.revision.Revision;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.revision.StoreException;
import io.gatun.dataplane.revision.Unconfirmed;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.ResourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries out what is asked of the configuration, one request at a time, and goes back from a
 * revision that nobody confirms. A change is checked, planned on control, written to disk, put in
 * force on control, and then answered: what was answered is in force and on disk.
 */
public final class ConfigurationDesk {

    /** Who goes back when nobody confirms. */
    static final String ROUTER = "gatun";

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(10);

    private final RevisionStore store;
    private final Source source;
    private final OnControl control;
    private final Clock clock;
    private final Consumer<String> log;
    private final RevisionRows rows;
    private long confirmByNs;

    /**
     * Where texts come from.
     *
     * @param file the configuration file, absolute: names of imported files begin in its folder
     */
    public record Source(Path file, Purpose purpose, Secrets secrets) {

        RouterConfiguration read(String text, String name) throws RefusedException {
            try {
                return ConfigurationReader.readText(text, name, file.getParent(), purpose);
            } catch (ConfigurationException e) {
                throw new RefusedException(RefusalCode.INVALID, e.getMessage());
            }
        }
    }

    public ConfigurationDesk(
            RevisionStore store,
            Source source,
            OnControl control,
            Clock clock,
            Consumer<String> log) {
        this.store = store;
        this.source = source;
        this.control = control;
        this.clock = clock;
        this.log = log;
        rows = new RevisionRows(store, source.secrets());
    }

    /** Waits for disk and control. */
    public Answer answer(OfConfiguration request, String who) {
        try {
            return carryOut(request, who);
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        } catch (StoreException e) {
            return Answer.refused(RefusalCode.FAILED, e.getMessage());
        }
    }

    private Answer carryOut(OfConfiguration request, String who)
            throws RefusedException, StoreException {
        return switch (request) {
            case OfConfiguration.GetConfiguration(OptionalInt revision) -> rows.text(revision);
            case OfConfiguration.ListRevisions() -> rows.list();
            case OfConfiguration.DiffConfiguration diff -> rows.difference(diff);
            case OfConfiguration.CheckConfiguration(Candidate candidate) -> {
                read(candidate);
                yield Answer.done();
            }
            case OfConfiguration.PlanConfiguration(Candidate candidate) -> {
                final RouterConfiguration next = read(candidate);
                yield Answer.rows(ResourceKind.PLAN, control.call(keeper -> keeper.plan(next)));
            }
            case OfConfiguration.CommitConfiguration commit -> commit(commit, who);
            case OfConfiguration.ConfirmCommit() -> confirm(who);
            case OfConfiguration.RollBack back -> rollBack(back, who);
            case OfConfiguration.ReloadConfiguration(String comment) -> reload(comment, who);
        };
    }

    private RouterConfiguration read(Candidate candidate) throws RefusedException {
        return source.read(
                source.secrets().unveil(candidate.text(), store.current()), candidate.name());
    }

    private Answer commit(OfConfiguration.CommitConfiguration commit, String who)
            throws RefusedException, StoreException {
        refuseWhileUnconfirmed();
        refuseOtherBase(commit.base());
        final String text = source.secrets().unveil(commit.candidate().text(), store.current());
        if (text.equals(store.current())) {
            return Answer.done();
        }
        final RouterConfiguration next = source.read(text, commit.candidate().name());
        final Optional<Duration> confirm =
                commit.confirmSeconds().isPresent()
                        ? Optional.of(Duration.ofSeconds(commit.confirmSeconds().getAsInt()))
                        : Optional.empty();
        final Draft draft = Draft.commit(text, who, commit.comment());
        return rows.one(change(draft, next, confirm));
    }

    private void refuseWhileUnconfirmed() throws RefusedException {
        final Optional<Unconfirmed> waiting = store.unconfirmed();
        if (waiting.isPresent()) {
            throw new RefusedException(
                    RefusalCode.BUSY,
                    "revision %d waits to be confirmed until %s; first: gatun config confirm, or gatun config rollback"
                            .formatted(waiting.get().revision(), waiting.get().deadline()));
        }
    }

    private void refuseOtherBase(OptionalInt base) throws RefusedException {
        final int newest = rows.newestNumber();
        if (base.isPresent() && base.getAsInt() != newest) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.CONFLICT,
                            "base",
                            Integer.toString(base.getAsInt()),
                            Integer.toString(newest),
                            "somebody else committed meanwhile: this was made from revision %d, and revision %d is in force; look at gatun config diff %d, and make it from that one"
                                    .formatted(base.getAsInt(), newest, base.getAsInt())));
        }
    }

    /** Plan, persist, apply. */
    private Revision change(Draft draft, RouterConfiguration next, Optional<Duration> confirm)
            throws RefusedException, StoreException {
        control.call(keeper -> keeper.plan(next));
        final Revision revision = store.commit(draft, confirm);
        apply(next, revision);
        confirm.ifPresent(in -> confirmByNs = clock.nanoTime() + in.toNanos());
        store.prune();
        return revision;
    }

    private void apply(RouterConfiguration next, Revision revision)
            throws RefusedException, StoreException {
        try {
            control.call(keeper -> {
                keeper.apply(next);
                return revision;
            });
        } catch (RefusedException e) {
            store.undo();
            throw new RefusedException(
                    new Refusal(
                            e.refusal().code(),
                            e.refusal().field(),
                            e.refusal().value(),
                            e.refusal().bound(),
                            e.refusal().sentence()
                                    + " (the file was written and is restored to revision "
                                    + rows.newestNumber()
                                    + ")"));
        } catch (RuntimeException e) {
            store.undo();
            throw e;
        }
    }

    private Answer confirm(String who) throws RefusedException, StoreException {
        final Optional<Unconfirmed> waiting = store.unconfirmed();
        if (waiting.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "no revision waits to be confirmed; gatun config history tells what became of it");
        }
        store.confirm();
        log.accept("revision %d confirmed by %s".formatted(waiting.get().revision(), who));
        return Answer.done();
    }

    private Answer rollBack(OfConfiguration.RollBack back, String who)
            throws RefusedException, StoreException {
        final Revision target = rows.target(back.revision());
        final String text = store.text(target);
        if (text.equals(store.current())) {
            return Answer.done();
        }
        final Draft draft =
                new Draft(
                        text, who, Cause.ROLLBACK, OptionalInt.of(target.number()), back.comment());
        return rows.one(goBack(draft, target));
    }

    /** What waited to be confirmed waits no more. */
    private Revision goBack(Draft draft, Revision target) throws RefusedException, StoreException {
        final RouterConfiguration next = source.read(draft.text(), "revision " + target.number());
        final Revision made = change(draft, next, Optional.empty());
        if (store.unconfirmed().isPresent()) {
            store.confirm();
        }
        return made;
    }

    private Answer reload(String comment, String who) throws RefusedException, StoreException {
        final String text = store.fileText();
        if (text.equals(store.current())) {
            return Answer.done();
        }
        refuseWhileUnconfirmed();
        final RouterConfiguration next = source.read(text, source.file().toString());
        control.call(keeper -> keeper.plan(next));
        if (!store.isWritable()) {
            control.call(keeper -> {
                keeper.apply(next);
                return text;
            });
            store.follow(text);
            return Answer.done();
        }
        final Revision revision =
                store.adopt(new Draft(text, who, Cause.OUTSIDE, OptionalInt.empty(), comment));
        apply(next, revision);
        store.prune();
        return rows.one(revision);
    }

    /** When {@link #poll} has something to do, on the clock of the router. */
    public long nextDeadlineNs() {
        return store.unconfirmed().isPresent() ? confirmByNs : Long.MAX_VALUE;
    }

    /** Goes back from a revision whose time is over. */
    public void poll() {
        final Optional<Unconfirmed> waiting = store.unconfirmed();
        if (waiting.isEmpty() || clock.nanoTime() < confirmByNs) {
            return;
        }
        final String sentence =
                "revision %d was not confirmed in time".formatted(waiting.get().revision());
        try {
            keepEditedFile();
            final Revision target = rows.target(OptionalInt.of(waiting.get().backTo()));
            final OptionalInt of = OptionalInt.of(target.number());
            goBack(new Draft(store.text(target), ROUTER, Cause.TIMEOUT, of, sentence), target);
            log.accept(sentence + ": revision " + target.number() + " is back");
        } catch (RefusedException | StoreException | RuntimeException e) {
            confirmByNs = clock.nanoTime() + RETRY_NS;
            log.accept(sentence + ", and the one before cannot come back: " + e.getMessage());
        }
    }

    /** What somebody wrote into the file meanwhile stays in the history. */
    private void keepEditedFile() throws StoreException {
        final String text = store.fileText();
        if (!text.equals(store.current())) {
            store.adopt(
                    new Draft(
                            text,
                            ROUTER,
                            Cause.OUTSIDE,
                            OptionalInt.empty(),
                            "never in force: found when going back"));
        }
    }
}
