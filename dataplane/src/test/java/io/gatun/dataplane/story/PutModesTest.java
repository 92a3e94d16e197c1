package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to put a route, where there is one like it and where there is none. */
class PutModesTest {

    private static final String FAR_NET = "198.51.100.0/24";

    private final Operator operator = Operator.of(TwoLans.router());

    private List<String> gateways() {
        return operator.routesTo(FAR_NET).stream()
                .map(each -> each.via().orElseThrow().toString())
                .toList();
    }

    private static String outcome(Reply reply) {
        return reply instanceof Refusal refusal ? refusal.code().name() : "done";
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,  done",
        "REPLACE, done",
        "CHANGE,  NOT_FOUND",
        "APPEND,  done",
        "PREPEND, done"
    })
    @Spec("NLK-09")
    void whereThereIsNone(PutMode mode, String expected) {
        assertThat(outcome(operator.reply(put(mode, FAR_NET, via(GATEWAY))))).isEqualTo(expected);
        assertThat(gateways()).isEqualTo(expected.equals("done") ? List.of(GATEWAY) : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,  EXISTS, old",
        "REPLACE, done,   new",
        "CHANGE,  done,   new",
        "APPEND,  done,   old new",
        "PREPEND, done,   new old"
    })
    @Spec("NLK-09")
    void whereThereIsOneOfTheSameMetric(PutMode mode, String expected, String after) {
        operator.does(add(FAR_NET, via(EAST_HOST)));

        assertThat(outcome(operator.reply(put(mode, FAR_NET, via(GATEWAY))))).isEqualTo(expected);
        assertThat(gateways())
                .isEqualTo(
                        Arrays.stream(after.split(" ", -1))
                                .map(word -> word.equals("old") ? EAST_HOST : GATEWAY)
                                .toList());
    }

    @Test
    @Spec("NLK-09")
    void theVerySameAgain_isReplacedByItselfAndElseRefused() {
        operator.does(add(FAR_NET, via(GATEWAY)));

        for (final PutMode mode : PutMode.values()) {
            final boolean isSame = mode == PutMode.REPLACE || mode == PutMode.CHANGE;
            assertThat(outcome(operator.reply(put(mode, FAR_NET, via(GATEWAY)))))
                    .as("%s", mode)
                    .isEqualTo(isSame ? "done" : "EXISTS");
        }
        assertThat(gateways()).containsExactly(GATEWAY);
    }
}
