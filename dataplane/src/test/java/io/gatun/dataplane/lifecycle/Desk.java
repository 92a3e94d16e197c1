package io.gatun.dataplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.control.ConfigurationKeeper;
import io.gatun.dataplane.revision.Cause;
import io.gatun.dataplane.revision.Draft;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.revision.StoreException;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** A test router with a configuration file, and what its operators do with it. */
final class Desk implements AutoCloseable {

    static final OptionalInt ANY = OptionalInt.empty();

    private final Path file;
    private final RevisionStore store;
    private final TestRouter router;
    private final ConfigurationDesk desk;
    private final List<String> log = new ArrayList<>();
    private Predicate<Integer> breaks = call -> false;
    private int calls;

    private Desk(Path file, TestRouter router, RevisionStore store, Secrets secrets) {
        this.file = file;
        this.router = router;
        this.store = store;
        desk =
                new ConfigurationDesk(
                        store,
                        new ConfigurationDesk.Source(file, Purpose.REPLAY, secrets),
                        new OnControl() {
                            @Override
                            public <T> T call(Task<T> task) throws RefusedException {
                                return onControl(task);
                            }
                        },
                        router::nowNs,
                        log::add);
    }

    /** Starts a router with what the file holds, as the process does. */
    static Desk start(Path file) {
        return start(file, Secrets.NONE);
    }

    static Desk start(Path file, Secrets secrets) {
        try {
            final RevisionStore store = RevisionStore.open(file);
            final TestRouter router = TestRouter.from(store.current());
            if (store.isEdited()) {
                final Cause cause = store.revisions().isEmpty() ? Cause.START : Cause.OUTSIDE;
                store.adopt(new Draft(store.current(), "root", cause, OptionalInt.empty(), ""));
            }
            return new Desk(file.toRealPath(), router, store, secrets);
        } catch (StoreException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T onControl(OnControl.Task<T> task) throws RefusedException {
        calls++;
        if (breaks.test(calls)) {
            throw new IllegalStateException("a fault on control");
        }
        final T result = task.run(keeper());
        router.router().settle();
        return result;
    }

    /** From now on the given call to control fails, counted from 1. */
    void controlFailsAt(int call) {
        calls = 0;
        breaks = each -> each == call;
    }

    ConfigurationKeeper keeper() {
        return router.router().control().configuration();
    }

    TestRouter router() {
        return router;
    }

    List<String> log() {
        return log;
    }

    Answer ask(OfConfiguration request) {
        return desk.answer(request, "eve");
    }

    List<? extends Resource> rows(OfConfiguration request) {
        final Answer answer = ask(request);
        if (answer instanceof Answer.Last(Reply reply)) {
            assertThat(reply).isEqualTo(new Reply.Done());
            return List.of();
        }
        final List<Resource> rows = new ArrayList<>();
        ((Answer.Rows) answer).rows().forEachRemaining(rows::add);
        return rows;
    }

    /** What a request is refused with. */
    String refusal(OfConfiguration request) {
        final Answer answer = ask(request);
        assertThat(answer).isInstanceOf(Answer.Last.class);
        final Reply reply = ((Answer.Last) answer).reply();
        assertThat(reply).isInstanceOf(Reply.Refusal.class);
        return ((Reply.Refusal) reply).sentence();
    }

    static Candidate candidate(String text) {
        return new Candidate("new.yaml", text);
    }

    static OfConfiguration.CommitConfiguration commit(String text) {
        return new OfConfiguration.CommitConfiguration(candidate(text), ANY, "", ANY);
    }

    static OfConfiguration.CommitConfiguration commitFor(String text, int seconds) {
        return new OfConfiguration.CommitConfiguration(
                candidate(text), ANY, "", OptionalInt.of(seconds));
    }

    /** Lets time go by, second by second, as the thread does. */
    void passes(int seconds) {
        for (int i = 0; i < seconds; i++) {
            router.passes(1);
            desk.poll();
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Number and cause of every revision, the oldest first, and the one it repeats. */
    List<String> history() {
        return rows(new OfConfiguration.ListRevisions()).reversed().stream()
                .map(RevisionEntry.class::cast)
                .map(each ->
                        each.revision()
                                + " "
                                + each.how()
                                + (each.of().isPresent() ? " to " + each.of().getAsInt() : ""))
                .toList();
    }

    /** As kill -9 does: nothing is said to the store. */
    @Override
    public void close() {
        store.close();
        router.close();
    }
}
