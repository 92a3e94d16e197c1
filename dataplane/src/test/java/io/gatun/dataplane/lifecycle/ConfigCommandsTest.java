package io.gatun.dataplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.revision.Cause;
import io.gatun.dataplane.revision.Draft;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.testkit.ManagedRouter;
import io.gatun.dataplane.testkit.ManagedRouter.Result;
import io.gatun.dataplane.testkit.TestRouter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types about the configuration, over the channel and its thread. */
@Timeout(120)
class ConfigCommandsTest {

    private static final String TEXT =
            """
            ports: {west: {}, east: {}}
            interfaces:
              west: {addresses: [10.0.0.1/24]}
              east: {addresses: [10.0.1.1/24]}
            tunables:
              ip_default_ttl: 64 # as Linux has it
            """;

    @TempDir private Path folder;
    private Path file;
    private RevisionStore store;
    private ControlTasks tasks;
    private ConfigurationThread life;
    private ManagedRouter router;
    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        file = folder.toRealPath().resolve("edge.yaml");
        Files.writeString(file, TEXT);
        store = RevisionStore.open(file);
        store.adopt(new Draft(TEXT, "root", Cause.START, OptionalInt.empty(), ""));
        final TestRouter one = TestRouter.from(TEXT);
        tasks = new ControlTasks(one.router().control().configuration());
        final ConfigurationDesk desk =
                new ConfigurationDesk(
                        store,
                        new ConfigurationDesk.Source(file, Purpose.REPLAY, Secrets.NONE),
                        tasks,
                        System::nanoTime,
                        log::add);
        life = new ConfigurationThread(desk, System::nanoTime, log::add);
        router = ManagedRouter.of(one, folder, life, tasks::poll);
    }

    @AfterEach
    void stop() {
        life.close();
        router.close();
        tasks.close();
        store.close();
        assertThat(router.faults()).isEmpty();
    }

    private String done(String... words) {
        final Result result = router.gatun(List.of(words));
        assertThat(result.code()).as(String.join(" ", words) + "\n" + result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private String refused(String... words) {
        final Result result = router.gatun(List.of(words));
        assertThat(result.code()).as(String.join(" ", words) + "\n" + result.out()).isEqualTo(1);
        return result.err();
    }

    private static <T> T withInput(String lines, Supplier<T> what) {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        try {
            return what.get();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void show_printsTheTextInForceOrOfARevision() {
        done("config", "set", "tunables.ip_default_ttl", "70");

        assertThat(done("config", "show")).isEqualTo(TEXT.replace("64", "70"));
        assertThat(done("config", "show", "1")).isEqualTo(TEXT);
        assertThat(done("config", "show", "1", "-j")).contains("\"revision\": 1", "\"text\": \"");
        assertThat(refused("config", "show", "7"))
                .isEqualTo("gatun: revision 7 is not kept; these are: 1..2\n");
    }

    @Test
    void commit_saysWhatIsInForceAndHowToKeepIt() throws Exception {
        final Path next = folder.resolve("next.yaml");
        Files.writeString(next, TEXT.replace("64", "70"));

        assertThat(done("config", "commit", next.toString(), "--confirm", "5m", "-m", "a trial"))
                .matches(
                        "revision 2 is in force until \\d\\d:\\d\\d:\\d\\d; to keep it: gatun config"
                                + " confirm\n");
        assertThat(done("config", "history"))
                .containsPattern("2 .* commit .* a trial .* running, unconfirmed until ");
        done("config", "confirm");

        assertThat(done("config", "commit", next.toString()))
                .isEqualTo("nothing changed: that is in force already\n");
        assertThat(Files.readString(file)).isEqualTo(Files.readString(next));
        assertThat(refused("config", "commit", next.toString(), "--base", "1"))
                .startsWith("gatun: somebody else committed meanwhile");
        assertThat(log).singleElement().asString().startsWith("revision 2 confirmed by ");
    }

    @Test
    void rollback_isToldByTheHistory() {
        done("config", "set", "tunables.ip_default_ttl", "70", "-m", "why not");

        assertThat(done("config", "rollback", "1", "-m", "that is why"))
                .isEqualTo("revision 3 is in force\n");

        assertThat(done("config", "history").lines().toList())
                .hasSize(4)
                .first()
                .asString()
                .matches("revision +when +who +how +why +state");
        assertThat(done("config", "history").lines().skip(1).toList())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .matches(" +3 .*rollback to 1 +that is why +running"),
                        line -> assertThat(line).matches(" +2 .*commit +why not"),
                        line -> assertThat(line).matches(" +1 .*root +start"));
        assertThat(done("config", "history", "-j")).contains("\"of\": 1", "\"how\": \"rollback\"");
    }

    @Test
    void planAndDiff_sayWhatAFileWouldChange() throws Exception {
        final Path next = folder.resolve("next.yaml");
        Files.writeString(next, TEXT.replace("64", "70"));

        assertThat(done("config", "plan", next.toString()))
                .contains("action", "change", "tunable", "ip_default_ttl");
        assertThat(done("config", "diff", next.toString()))
                .isEqualTo("~ tunables.ip_default_ttl: 64 -> 70\n");
        assertThat(done("config", "show")).isEqualTo(TEXT);
        done("config", "commit", next.toString());
        assertThat(done("config", "diff")).isEqualTo("~ tunables.ip_default_ttl: 64 -> 70\n");
        assertThat(done("config", "diff", "2", "1"))
                .isEqualTo("~ tunables.ip_default_ttl: 70 -> 64\n");
        assertThat(done("config", "diff", "2")).isEqualTo("no difference\n");
        assertThat(done("config", "plan", next.toString())).isEqualTo("nothing would change\n");
    }

    @Test
    void check_needsNoRouter() throws Exception {
        final Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(wrong, TEXT + "unknown: 1\n");

        final Result result = router.gatun(List.of("config", "check", wrong.toString()), false);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("wrong.yaml:7: unknown key 'unknown'", "wrong.yaml:1: ");
    }

    @Test
    void setAddAndDelete_areCommitsOfOneEdit() {
        assertThat(done("config", "set", "tunables.icmp_ratelimit", "500"))
                .isEqualTo("revision 2 is in force\n");
        assertThat(done("config", "delete", "tunables.icmp_ratelimit"))
                .isEqualTo("revision 3 is in force\n");
        assertThat(refused("config", "delete", "tunables.icmp_ratelimit")).startsWith("gatun: ");
        assertThat(refused("config", "set", "..", "1")).contains("'..' is not a path such as");
        assertThat(done("config", "show")).contains("# as Linux has it");
    }

    @Test
    void editSession_commitsAllOrNothing() {
        final String lines =
                """
                # a trial
                set tunables.ip_default_ttl 70
                set tunables.icmp_ratelimit 500
                diff
                check
                plan
                show tunables.ip_default_ttl
                commit -m "both at once"
                """;

        final String said = withInput(lines, () -> done("config", "edit"));

        assertThat(said)
                .startsWith(
                        """
                        ~ tunables.ip_default_ttl: 64 -> 70
                        + tunables.icmp_ratelimit: 500
                        the candidate is right
                        """)
                .endsWith("70\nrevision 2 is in force\n");
        assertThat(done("config", "history")).contains("both at once");
    }

    @Test
    void editSessionWithAFault_endsAndChangesNothing() {
        assertThat(
                        withInput(
                                "set tunables.ip_default_ttl 70\nset tunables.ip_default_ttl\n",
                                () -> refused("config", "edit")))
                .isEqualTo("gatun: line 2: set tunables.ip_default_ttl needs a value\n");
        assertThat(
                        withInput(
                                "set tunables.ip_default_ttl 7000\ncommit\n",
                                () -> refused("config", "edit")))
                .contains("line 2: ", "7000");
        assertThat(withInput("set tunables.ip_default_ttl 70\n", () -> refused("config", "edit")))
                .isEqualTo(
                        "gatun: the session ended without a commit; the configuration is as it"
                                + " was\n");
        assertThat(
                        withInput(
                                "set tunables.ip_default_ttl 70\ndiscard\n",
                                () -> done("config", "edit")))
                .isEmpty();
        assertThat(done("config", "show")).isEqualTo(TEXT);
    }

    @Test
    void reload_takesOverWhatWasEdited() throws Exception {
        assertThat(done("config", "reload"))
                .isEqualTo("nothing changed: that is in force already\n");
        Files.writeString(file, TEXT.replace("64", "70"));

        assertThat(done("config", "reload", "-m", "by hand")).isEqualTo("revision 2 is in force\n");

        assertThat(done("config", "history")).containsPattern("2 .* outside +by hand +running");
        life.reload("SIGHUP");
        assertThat(done("config", "history").lines()).hasSize(3);
        assertThat(log).containsExactly("reloaded: the file is as it was");
    }

    /** Far above the bound of other requests. */
    @Test
    void configurationOfAMegabyte_isCommittedAndShown() throws Exception {
        final String large = TEXT + ("# " + "x".repeat(97) + "\n").repeat(10_000);
        final Path next = folder.resolve("large.yaml");
        Files.writeString(next, large);

        assertThat(done("config", "commit", next.toString())).isEqualTo("revision 2 is in force\n");

        assertThat(done("config", "show")).isEqualTo(large);
        Files.writeString(next, large + large);
        assertThat(refused("config", "commit", next.toString()))
                .contains("text 2000", "characters is not within 0..1048576");
    }
}
