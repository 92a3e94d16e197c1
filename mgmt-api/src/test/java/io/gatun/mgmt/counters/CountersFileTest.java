package io.gatun.mgmt.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountersFileTest {

    @TempDir private Path folder;

    private CountersWriter writer() throws IOException {
        return CountersWriter.create(folder, "edge-1", "0.1.0");
    }

    private CountersSnapshot read() throws IOException {
        return CountersFile.of(folder, "edge-1").read();
    }

    private Path file() {
        return folder.resolve("edge-1.counters");
    }

    /** Writes where no router would. */
    private void patch(long at, long value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek(at);
            file.writeLong(
                    ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                            ? value
                            : Long.reverseBytes(value));
        }
    }

    @Test
    void values_areReadUnderTheirKindAndLabels() throws IOException {
        final CountersWriter writer = writer();
        writer.add(CounterKind.PORT_RX_PACKETS, "port west", "west").setRelease(17);
        writer.add(CounterKind.PORT_RX_PACKETS, "port east", "east").setRelease(Long.MAX_VALUE);
        writer.add(CounterKind.QUEUE_RX_PACKETS, "", "west", "3", "1").setRelease(5);

        final CountersSnapshot seen = read();

        assertThat(seen.router()).isEqualTo("edge-1");
        assertThat(seen.version()).isEqualTo("0.1.0");
        assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(seen.isAlive()).isTrue();
        assertThat(seen.counters())
                .containsExactly(
                        new CounterSample(
                                CounterKind.PORT_RX_PACKETS, List.of("west"), "port west", 17),
                        new CounterSample(
                                CounterKind.PORT_RX_PACKETS,
                                List.of("east"),
                                "port east",
                                Long.MAX_VALUE),
                        new CounterSample(
                                CounterKind.QUEUE_RX_PACKETS, List.of("west", "3", "1"), "", 5));
        assertThat(seen.value(CounterKind.PORT_RX_PACKETS, "west")).isEqualTo(17);
        assertThat(seen.value(CounterKind.PORT_RX_PACKETS, "north")).isZero();
    }

    @Test
    void readersOfAnotherUser_mayReadAndNotWrite() throws IOException {
        writer();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void ageOfTheNumbers_isTold() throws IOException {
        writer().add(CounterKind.UPDATED, "").setRelease(10_000);

        assertThat(read().age(Instant.ofEpochMilli(12_500))).isEqualTo(Duration.ofMillis(2_500));
        assertThat(read().age(Instant.ofEpochMilli(9_000))).isEqualTo(Duration.ZERO);
    }

    @Test
    void fileOfAKilledRouter_isReadAndToldDead() throws IOException {
        writer().add(CounterKind.WORKER_POLLS, "", "0").setRelease(3);
        patch(CountersLayout.PID_AT, Integer.MAX_VALUE);

        assertThat(read().isAlive()).isFalse();
        assertThat(read().value(CounterKind.WORKER_POLLS, "0")).isEqualTo(3);
    }

    @Test
    void processThatGotTheIdOfADeadRouter_isNotTakenForIt() throws IOException {
        writer();
        patch(CountersLayout.STARTED_AT, 1_000);

        assertThat(read().isAlive()).isFalse();
    }

    @Test
    void numbersHalfWrittenWhenTheRouterDied_areReadAllTheSame() throws IOException {
        final CountersWriter writer = writer();
        writer.begin();
        writer.add(CounterKind.WORKER_POLLS, "", "0").setRelease(3);

        assertThat(read().value(CounterKind.WORKER_POLLS, "0")).isEqualTo(3);
    }

    @Test
    void nextRouter_takesThePlaceOfADeadOnesFile() throws IOException {
        writer().add(CounterKind.WORKER_POLLS, "", "0").setRelease(3);
        writer();

        assertThat(read().counters()).isEmpty();
        assertThat(folder).isDirectoryContaining(path -> path.equals(file()));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void stoppedRouter_takesItsFileAlong() throws IOException {
        writer().close();

        assertThatIOException()
                .isThrownBy(this::read)
                .withMessage("router 'edge-1' has stopped and taken its counters with it");
    }

    @Test
    void counterOfANewerRouter_isPassedOver() throws IOException {
        final CountersWriter writer = writer();
        writer.add(CounterKind.WORKER_POLLS, "", "0").setRelease(3);
        writer.add(CounterKind.WORKER_POLLS, "", "1").setRelease(4);
        // state and type id lie in one word of the metadata
        patch(CountersLayout.HEADER_LENGTH, 1L | 999_999L << Integer.SIZE);

        assertThat(read().of(CounterKind.WORKER_POLLS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5_000})
    void fileOfAnotherKind_isRefused(int bytes) throws IOException {
        Files.write(file(), new byte[bytes]);

        assertThatIOException()
                .isThrownBy(this::read)
                .withMessage(file() + " is no counters file of gatun");
    }

    @Test
    void fileCutShort_isRefused() throws IOException {
        writer();
        try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
            cut.setLength(CountersLayout.HEADER_LENGTH + 8);
        }

        assertThatIOException()
                .isThrownBy(this::read)
                .withMessage(file() + " is no counters file of gatun");
    }

    @Test
    void fileOfAnotherLayout_isRefusedWithBothVersions() throws IOException {
        writer();
        patch(CountersLayout.VERSION_AT, 2);

        assertThatIOException()
                .isThrownBy(this::read)
                .withMessageContaining("has layout 2 and this gatun reads 1");
    }

    @Test
    void onlyRouter_isFoundWithoutItsName() throws IOException {
        writer();

        assertThat(CountersFile.find(folder, Optional.empty()).router()).isEqualTo("edge-1");
    }

    @Test
    void onlyLivingRouter_isFoundWithoutItsName() throws IOException {
        writer();
        patch(CountersLayout.PID_AT, Integer.MAX_VALUE);
        CountersWriter.create(folder, "edge-2", "0.1.0");

        assertThat(CountersFile.find(folder, Optional.empty()).router()).isEqualTo("edge-2");
        assertThat(CountersFile.find(folder, Optional.of("edge-1")).router()).isEqualTo("edge-1");
    }

    @Test
    void whoFindsNoOrSeveralRouters_isToldWhatThereIs() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> CountersFile.find(folder, Optional.empty()))
                .withMessageContaining("holds no counters); start one: gatun run -c FILE");
        writer();
        CountersWriter.create(folder, "edge-2", "0.1.0");

        assertThatIOException()
                .isThrownBy(() -> CountersFile.find(folder, Optional.empty()))
                .withMessageContaining("edge-1, edge-2; say which: --router NAME");
        assertThatIOException()
                .isThrownBy(() -> CountersFile.find(folder, Optional.of("edge-3")))
                .withMessageContaining("no router 'edge-3' keeps counters here; these do: edge-1");
    }

    @Test
    void labelsOfACounter_mustBeThoseOfItsKindAndFitItsKey() throws IOException {
        final CountersWriter writer = writer();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add(CounterKind.PORT_RX_PACKETS, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add(CounterKind.PORT_RX_PACKETS, "", "x".repeat(112)));
    }

    @Test
    void kinds_haveIdsAndMetricsOfTheirOwn() {
        final Set<Integer> ids = new HashSet<>();
        final Set<String> metrics = new HashSet<>();
        for (final CounterKind kind : CounterKind.values()) {
            assertThat(ids.add(kind.id())).as(kind.name()).isTrue();
            assertThat(metrics.add(kind.metric())).as(kind.name()).isTrue();
        }
    }
}
