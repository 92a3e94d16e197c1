package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that took on configurations one after the other is as one started with the last. */
class ConfigurationChangeFuzzTest {

    private static final int STEPS = 12;
    private static final List<String> PORTS = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 20_261_126})
    void routerThatChanged_isAsOneStartedSo(long seed) throws RefusedException {
        final SplittableRandom random = new SplittableRandom(seed);
        String yaml = RandomConfiguration.draw(random);
        final TestRouter changing = TestRouter.from(yaml);
        for (int step = 0; step < STEPS; step++) {
            final String before = yaml;
            yaml = RandomConfiguration.draw(random);
            final String told =
                    "seed " + seed + " step " + step + " from\n" + before + "to\n" + yaml;
            changing.applies(parse(yaml));
            assertThat(changing.router().control().configuration().plan(parse(yaml)))
                    .as(told)
                    .isEmpty();
            final TestRouter fresh = TestRouter.from(yaml);
            assertThat(difference(state(changing), state(fresh))).as(told).isEmpty();
            if (step == STEPS - 1) { // packets leave traces in neighbors and limits
                for (int i = 0; i < 60; i++) {
                    final String port = PORTS.get(random.nextInt(PORTS.size()));
                    final Frame frame = frame(random);
                    assertThat(sent(changing, port, frame))
                            .as(told + frame)
                            .isEqualTo(sent(fresh, port, frame));
                }
            }
        }
    }

    private static RouterConfiguration parse(String yaml) {
        try {
            return ConfigurationReader.readText(yaml, "drawn.yaml", Purpose.REPLAY);
        } catch (ConfigurationException e) {
            throw new AssertionError(yaml, e);
        }
    }

    /** But for the order of neighbors, and the memory that earlier routes took. */
    private static List<String> state(TestRouter router) {
        final List<String> state = new ArrayList<>();
        router.sight().interfaces().forEach(each -> state.add(each.toString()));
        Operator.of(router).routes(TableId.ALL).forEach(each -> state.add(each.toString()));
        router.sight().neighbors().stream()
                .map(each ->
                        each.address()
                                + " "
                                + each.interfaceName()
                                + " "
                                + each.mac()
                                + " "
                                + each.state())
                .sorted()
                .forEach(state::add);
        for (FibStatus fib : router.sight().fibs()) {
            state.add(fib.family() + " " + fib.prefixes() + " " + fib.levels());
        }
        return state;
    }

    /** Lines of one alone and of the other alone; both whole where only the order differs. */
    private static List<String> difference(List<String> has, List<String> wanted) {
        final List<String> difference = new ArrayList<>();
        has.stream()
                .filter(row -> !wanted.contains(row))
                .forEach(row -> difference.add("- " + row));
        wanted.stream()
                .filter(row -> !has.contains(row))
                .forEach(row -> difference.add("+ " + row));
        if (difference.isEmpty() && !has.equals(wanted)) {
            difference.addAll(has);
            difference.add("in another order than");
            difference.addAll(wanted);
        }
        return difference;
    }

    private static Frame frame(SplittableRandom random) {
        final String last = Integer.toString(1 + random.nextInt(13));
        final String subnet = random.nextInt(7) + "." + random.nextInt(3) + ".";
        if (random.nextInt(3) == 0) {
            final String to =
                    random.nextBoolean()
                            ? "2001:db8:f000::" + random.nextInt(4)
                            : "2001:db8:" + random.nextInt(7) + ":" + random.nextInt(3) + "::1";
            return ipv6("2001:db8:0:0::77", to).hopLimit(1 + random.nextInt(2)).echo(1, 1);
        }
        final String to =
                switch (random.nextInt(3)) {
                    case 0 -> "198.51." + random.nextInt(3) + "." + random.nextInt(5);
                    case 1 -> "10." + subnet + last;
                    default -> random.nextBoolean() ? "240.1.2.3" : "169.254.7.7";
                };
        final var packet =
                ipv4("10." + random.nextInt(7) + ".0.11", to)
                        .ttl(1 + random.nextInt(2))
                        .payload(random.nextBoolean() ? 100 : 1_420);
        return switch (random.nextInt(4)) {
            case 0 -> packet.vlan(10 + random.nextInt(3) * 10);
            case 1 -> packet.dontFragment();
            case 2 -> packet.echo(1, 1);
            default -> packet;
        };
    }

    private static List<String> sent(TestRouter router, String port, Frame frame) {
        router.mark().receives(port, frame);
        final List<String> sent = new ArrayList<>();
        PORTS.forEach(each ->
                router.sentBy(each)
                        .forEach(packet ->
                                sent.add(each + " " + HexFormat.of().formatHex(packet.frame()))));
        sent.add(router.dropped().toString());
        sent.add(router.counted().toString());
        return sent;
    }
}
