package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long SECOND = 1_000_000_000;
    private static final long READ = 10_000;

    @Test
    void rate_isWhatLeftOverTheTimeBetweenTheReadingsOfTheOutPort() {
        final Window window = window(100_000_000, 100_000_000, 0);

        assertThat(window.mpps()).isCloseTo(50, within(0.01));
    }

    @Test
    void everythingCameOut_nothingIsLost() {
        assertThat(window(100_000_000, 100_000_000, 0).lost(0)).isZero();
    }

    @Test
    void packetsInBurstsAndBuffers_areNotLost() {
        assertThat(window(100_000_000, 100_000_000 - 4096, 0).lost(0)).isZero();
    }

    @Test
    void missingPackets_areLost() {
        assertThat(window(100_000_000, 99_000_000, 0).lost(0)).isEqualTo(1_000_000 - 4096);
    }

    @Test
    void packetsCountedAsDropped_areNotLost() {
        assertThat(window(100_000_000, 99_000_000, 0).lost(1_000_000)).isZero();
        assertThat(window(100_000_000, 99_000_000, 1_000_000).lost(0)).isZero();
    }

    @Test
    void round_addsUpDropsOfContestantAndDevice() {
        final Round round = Round.of(window(100_000_000, 99_000_000, 300_000), 1, 700_000);

        assertThat(round.dropped()).isEqualTo(1_000_000);
        assertThat(round.lost()).isZero();
    }

    /** Two seconds; every reading takes 10 us. */
    private static Window window(long received, long transmitted, long transmitErrors) {
        final Sample start = new Sample(reading(READ, 5, 0, 0), reading(0, 0, 7, 2));
        final Sample end =
                new Sample(
                        reading(2 * SECOND - READ, 5 + received, 0, 0),
                        reading(2 * SECOND, 0, 7 + transmitted, 2 + transmitErrors));
        return new Window(start, end);
    }

    private static Sample.Reading reading(
            long atNs, long received, long transmitted, long transmitErrors) {
        return new Sample.Reading(
                atNs, atNs + READ, new PortCounters(received, transmitted, 0, 0, transmitErrors));
    }
}
