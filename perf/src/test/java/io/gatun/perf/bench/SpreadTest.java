package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void oddNumberOfFigures_hasTheMiddleOneAsMedian() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void evenNumberOfFigures_hasTheMeanOfTheMiddleTwoAsMedian() {
        assertThat(Spread.of(List.of(8.0, 2.0, 4.0, 1.0))).isEqualTo(new Spread(3, 1, 8));
    }

    @Test
    void oneFigure_isItsOwnSpread() {
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
    }

    @Test
    void ratios_areTakenRoundByRound() {
        // medians alone would say 2 / 4; the rounds say 1/8, 1/2 and 3/4
        assertThat(Spread.ofRatios(List.of(1.0, 2.0, 3.0), List.of(8.0, 4.0, 4.0)))
                .isEqualTo(new Spread(0.5, 0.125, 0.75));
    }

    @Test
    void roundsThatDoNotPair_areRefused() {
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0), List.of(1.0, 2.0)))
                .hasMessageContaining("1 rounds of ours against 2");
    }

    @Test
    void noFigures_areRefused() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
