package io.gatun.dataplane.lifecycle;

import static io.gatun.dataplane.lifecycle.Desk.ANY;
import static io.gatun.dataplane.lifecycle.Desk.candidate;
import static io.gatun.dataplane.lifecycle.Desk.commit;
import static io.gatun.dataplane.lifecycle.Desk.commitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.model.ConfigurationChange;
import io.gatun.mgmt.model.ConfigurationText;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits, confirmations, time-outs, rollbacks, and what the file holds after each. */
class ConfigurationLifeTest {

    private static final String TTL_64 = text(64);
    private static final String TTL_70 = text(70);
    private static final String TTL_80 = text(80);

    @TempDir private Path folder;
    private Path file;
    private Desk desk;

    private static String text(int ttl) {
        return """
        ports: { west: {}, east: {} }
        interfaces:
          west: { addresses: [10.0.0.1/24] }
          east: { addresses: [10.0.1.1/24] }
        tunables: { ip_default_ttl: %d }
        """
                .formatted(ttl);
    }

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("edge.yaml");
        Files.writeString(file, TTL_64);
        desk = Desk.start(file);
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private void restart() {
        desk.close();
        desk = Desk.start(file);
    }

    private int ttl() {
        return desk.keeper().current().tunables().ipDefaultTtl();
    }

    @Test
    void commit_isInForceAndOnDisk() {
        assertThat(desk.rows(commit(TTL_70)))
                .singleElement()
                .satisfies(row -> {
                    final RevisionEntry entry = (RevisionEntry) row;
                    assertThat(entry.revision()).isEqualTo(2);
                    assertThat(entry.who()).isEqualTo("eve");
                    assertThat(entry.running()).isTrue();
                    assertThat(entry.confirmBy()).isEmpty();
                });

        assertThat(ttl()).isEqualTo(70);
        assertThat(desk.text()).isEqualTo(TTL_70);
        restart();
        assertThat(ttl()).isEqualTo(70);
        assertThat(desk.history()).containsExactly("1 start", "2 commit");
    }

    @Test
    void sameTextAgain_isNoRevision() {
        assertThat(desk.rows(commit(TTL_64))).isEmpty();

        assertThat(desk.history()).containsExactly("1 start");
    }

    @Test
    void textWithOtherCommentsOnly_isARevisionThatChangesNothing() {
        assertThat(desk.rows(commit(TTL_64 + "# the same\n"))).hasSize(1);

        assertThat(desk.text()).endsWith("# the same\n");
        assertThat(ttl()).isEqualTo(64);
    }

    @Test
    void unconfirmedCommit_goesBackWhenItsTimeIsOver() {
        desk.rows(commitFor(TTL_70, 300));

        desk.passes(299);
        assertThat(ttl()).isEqualTo(70);
        desk.passes(1);

        assertThat(ttl()).isEqualTo(64);
        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(desk.history()).containsExactly("1 start", "2 commit", "3 timeout to 1");
        assertThat(desk.log())
                .containsExactly("revision 2 was not confirmed in time: revision 1 is back");
        assertThat(desk.refusal(new OfConfiguration.ConfirmCommit()))
                .startsWith("no revision waits to be confirmed");
        restart();
        assertThat(ttl()).isEqualTo(64);
    }

    @Test
    void confirmedCommit_stays() {
        desk.rows(commitFor(TTL_70, 300));
        desk.passes(299);
        assertThat(desk.rows(new OfConfiguration.ConfirmCommit())).isEmpty();

        desk.passes(300);

        assertThat(ttl()).isEqualTo(70);
        restart();
        assertThat(ttl()).isEqualTo(70);
        assertThat(desk.history()).containsExactly("1 start", "2 commit");
    }

    @Test
    void unconfirmedCommit_isGoneAfterACrash() {
        desk.rows(commitFor(TTL_70, 300));

        restart();

        assertThat(ttl()).isEqualTo(64);
        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(desk.history()).containsExactly("1 start", "2 commit", "3 timeout to 1");
    }

    @Test
    void commitWhileOneWaits_isRefused() {
        desk.rows(commitFor(TTL_70, 300));

        assertThat(desk.refusal(commit(TTL_80)))
                .startsWith("revision 2 waits to be confirmed until ")
                .endsWith("; first: gatun config confirm, or gatun config rollback");
        assertThat(ttl()).isEqualTo(70);
        desk.passes(300);
        assertThat(ttl()).isEqualTo(64);
    }

    @Test
    void rollbackWhileOneWaits_endsTheWaiting() {
        desk.rows(commitFor(TTL_70, 300));

        assertThat(desk.rows(new OfConfiguration.RollBack(ANY, "no good"))).hasSize(1);

        assertThat(ttl()).isEqualTo(64);
        desk.rows(commit(TTL_80));
        desk.passes(300);
        assertThat(ttl()).isEqualTo(80);
        assertThat(desk.history())
                .containsExactly("1 start", "2 commit", "3 rollback to 1", "4 commit");
    }

    @Test
    void rollback_isANewRevisionWithAnOldText() {
        desk.rows(commit(TTL_70));
        desk.rows(commit(TTL_80));

        desk.rows(new OfConfiguration.RollBack(OptionalInt.of(1), "as it was"));
        assertThat(ttl()).isEqualTo(64);
        desk.rows(new OfConfiguration.RollBack(ANY, ""));

        assertThat(ttl()).isEqualTo(80);
        assertThat(desk.history())
                .containsExactly(
                        "1 start", "2 commit", "3 commit", "4 rollback to 1", "5 rollback to 3");
        assertThat(desk.refusal(new OfConfiguration.RollBack(OptionalInt.of(9), "")))
                .isEqualTo("revision 9 is not kept; these are: 1..5");
        assertThat(desk.rows(new OfConfiguration.RollBack(OptionalInt.of(5), ""))).isEmpty();
    }

    @Test
    void rollbackOfTheFirstRevision_isRefused() {
        assertThat(desk.refusal(new OfConfiguration.RollBack(ANY, "")))
                .isEqualTo("there is no revision before the one in force");
    }

    @Test
    void commitMadeFromAnOlderRevision_isRefused() {
        desk.rows(commit(TTL_70));

        assertThat(
                        desk.refusal(
                                new OfConfiguration.CommitConfiguration(
                                        candidate(TTL_80), OptionalInt.of(1), "", ANY)))
                .startsWith(
                        "somebody else committed meanwhile: this was made from revision 1, and"
                                + " revision 2 is in force");
        assertThat(
                        desk.rows(
                                new OfConfiguration.CommitConfiguration(
                                        candidate(TTL_80), OptionalInt.of(2), "", ANY)))
                .hasSize(1);
    }

    @Test
    void textARouterCannotBeStartedWith_isRefusedWithAllItsProblems() {
        final String wrong = TTL_70.replace("10.0.0.1/24", "10.0.0.1/33") + "unknown: 1\n";

        assertThat(desk.refusal(commit(wrong)))
                .contains("new.yaml:3", "prefix length 33", "new.yaml:6", "unknown");
        assertThat(desk.refusal(new OfConfiguration.CheckConfiguration(candidate(wrong))))
                .isEqualTo(desk.refusal(commit(wrong)));
        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(desk.history()).containsExactly("1 start");
    }

    @Test
    void changeThatTakesARestart_isRefusedBeforeAnythingIsWritten() {
        final String another = TTL_64.replace("east: {} }", "east: {}, north: {} }");

        assertThat(desk.refusal(commit(another))).contains("port north");
        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(desk.history()).containsExactly("1 start");
    }

    @Test
    void faultWhileItIsPutInForce_restoresTheFile() {
        desk.controlFailsAt(2);
        try {
            desk.ask(commit(TTL_70));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a fault on control");
        }

        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(desk.history()).containsExactly("1 start");
        assertThat(desk.rows(commit(TTL_80))).hasSize(1);
        assertThat(desk.history()).containsExactly("1 start", "2 commit");
    }

    @Test
    void plan_saysWhatWouldChangeAndChangesNothing() {
        assertThat(desk.rows(new OfConfiguration.PlanConfiguration(candidate(TTL_70))))
                .singleElement()
                .satisfies(row -> {
                    final PlanRow plan = (PlanRow) row;
                    assertThat(plan.kind()).isEqualTo("tunable");
                    assertThat(plan.key()).isEqualTo("ip_default_ttl");
                });
        assertThat(ttl()).isEqualTo(64);
        assertThat(desk.rows(new OfConfiguration.PlanConfiguration(candidate(TTL_64)))).isEmpty();
    }

    @Test
    void difference_isThatOfTwoTexts() {
        desk.rows(commit(TTL_70));
        final var change =
                new ConfigurationChange(
                        "tunables.ip_default_ttl", Optional.of("64"), Optional.of("70"));

        assertThat(desk.rows(new OfConfiguration.DiffConfiguration(OptionalInt.of(1), ANY, none())))
                .isEqualTo(List.of(change));
        assertThat(
                        desk.rows(
                                new OfConfiguration.DiffConfiguration(
                                        ANY, ANY, Optional.of(candidate(TTL_64)))))
                .isEqualTo(
                        List.of(
                                new ConfigurationChange(
                                        "tunables.ip_default_ttl",
                                        Optional.of("70"),
                                        Optional.of("64"))));
        assertThat(
                        desk.refusal(
                                new OfConfiguration.DiffConfiguration(
                                        ANY, ANY, Optional.of(candidate("a: ]\n")))))
                .startsWith("new.yaml:1: ");
    }

    private static Optional<OfConfiguration.Candidate> none() {
        return Optional.empty();
    }

    @Test
    void textOfEveryRevision_isKept() {
        desk.rows(commit(TTL_70));

        assertThat(desk.rows(new OfConfiguration.GetConfiguration(OptionalInt.of(1))))
                .isEqualTo(List.of(new ConfigurationText(1, TTL_64)));
        assertThat(desk.rows(new OfConfiguration.GetConfiguration(ANY)))
                .isEqualTo(List.of(new ConfigurationText(2, TTL_70)));
    }

    @Test
    void reload_ofAFileThatWasNotEdited_doesNothing() {
        assertThat(desk.rows(new OfConfiguration.ReloadConfiguration(""))).isEmpty();

        assertThat(desk.history()).containsExactly("1 start");
    }

    @Test
    void reload_putsInForceWhatSomebodyWroteIntoTheFile() throws Exception {
        desk.edit(TTL_70);
        assertThat(desk.refusal(commit(TTL_80))).contains("was edited by other means");

        assertThat(desk.rows(new OfConfiguration.ReloadConfiguration(""))).hasSize(1);

        assertThat(ttl()).isEqualTo(70);
        assertThat(desk.history()).containsExactly("1 start", "2 outside");
        assertThat(desk.rows(commit(TTL_80))).hasSize(1);
    }

    @Test
    void reload_ofAFileARouterCannotBeStartedWith_isRefusedAndLeavesTheFile() throws Exception {
        desk.edit("nothing: 1\n");

        assertThat(desk.refusal(new OfConfiguration.ReloadConfiguration("")))
                .contains(file.toRealPath() + ":1");

        assertThat(desk.text()).isEqualTo("nothing: 1\n");
        assertThat(ttl()).isEqualTo(64);
    }

    @Test
    void reloadThatCannotBePutInForce_leavesTheHistory() throws Exception {
        desk.edit(TTL_70);
        desk.controlFailsAt(2);
        try {
            desk.ask(new OfConfiguration.ReloadConfiguration(""));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a fault on control");
        }

        assertThat(desk.text()).isEqualTo(TTL_70);
        assertThat(desk.history()).containsExactly("1 start");
    }

    @Test
    void fileEditedWhileACommitWaits_isKeptInTheHistoryWhenItGoesBack() throws Exception {
        desk.rows(commitFor(TTL_70, 300));
        desk.edit(TTL_80);
        assertThat(desk.refusal(new OfConfiguration.ReloadConfiguration("")))
                .contains("waits to be confirmed");

        desk.passes(300);

        assertThat(desk.text()).isEqualTo(TTL_64);
        assertThat(ttl()).isEqualTo(64);
        assertThat(desk.history())
                .containsExactly("1 start", "2 commit", "3 outside", "4 timeout to 1");
        assertThat(desk.rows(new OfConfiguration.GetConfiguration(OptionalInt.of(3))))
                .isEqualTo(List.of(new ConfigurationText(3, TTL_80)));
    }

    @Test
    void goingBackThatFails_isTriedAgain() {
        desk.rows(commitFor(TTL_70, 300));
        desk.controlFailsAt(2);
        desk.passes(299);
        desk.passes(1);
        assertThat(ttl()).isEqualTo(70);
        assertThat(desk.text()).isEqualTo(TTL_70);

        desk.passes(10);

        assertThat(ttl()).isEqualTo(64);
        assertThat(desk.text()).isEqualTo(TTL_64);
    }
}
