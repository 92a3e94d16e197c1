package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RouteTable table = table();

    private static RouteTable table() {
        final RouteTable.Builder builder = new RouteTable.Builder(4);
        builder.add(0x0A00_0000_0000_0000L, 0, 8);
        builder.add(0x0A01_0000_0000_0000L, 0, 16);
        return builder.build().withNextHops(200, 1);
    }

    @Test
    void sidesThatAgree_pass() throws BenchFailure {
        final OurFib one = loaded();
        final OurFib other = loaded();

        assertThatCode(() -> check(List.of(one, other))).doesNotThrowAnyException();
    }

    @Test
    void sideThatIsWrongForOneAddress_isNamedWithAddressAndTruth() throws BenchFailure {
        final LookupSide wrong = new WrongOnce(loaded());

        assertThatThrownBy(() -> check(List.of(loaded(), wrong)))
                .isInstanceOf(BenchFailure.class)
                .hasMessageMatching(
                        "the tables disagree, so there is nothing to report: 10\\.[0-9.]+ leads to next hop \\d+ in gatun,"
                                + " nothing in wrong; its longest prefix is 10\\.[0-9.]+/(8|16) with next hop \\d+");
    }

    @Test
    void allWrongAlike_isSeenByTheScan() throws BenchFailure {
        final OurFib one = loaded();
        one.remove(1);

        assertThatThrownBy(() -> check(List.of(one)))
                .hasMessageContaining("its longest prefix is 10.1.0.0/16");
    }

    private OurFib loaded() throws BenchFailure {
        final OurFib fib = new OurFib(4);
        fib.load(table, LONG, done -> {});
        return fib;
    }

    private void check(List<LookupSide> sides) throws BenchFailure {
        try (Arena arena = Arena.ofConfined()) {
            final AddressColumn addresses =
                    AddressColumn.of(AddressColumn.Kind.MATCHED, table, 256 * 256, 5, arena);
            new Agreement(table, sides, arena).check(addresses);
        }
    }

    /** Answers like another one, but for the 1000th address. */
    private static final class WrongOnce implements LookupSide {

        private final LookupSide right;
        private int answered;

        WrongOnce(LookupSide right) {
            this.right = right;
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public List<String> modes() {
            return right.modes();
        }

        @Override
        public void use(String mode) {
            right.use(mode);
        }

        @Override
        public Load load(RouteTable routes, Duration atMost, Progress progress)
                throws BenchFailure {
            return right.load(routes, atMost, progress);
        }

        @Override
        public void remove(int prefix) {
            right.remove(prefix);
        }

        @Override
        public void restore(int prefix) throws BenchFailure {
            right.restore(prefix);
        }

        @Override
        public void startReading() {
            right.startReading();
        }

        @Override
        public void lookup(long addresses, long results, int n) {
            right.lookup(addresses, results, n);
            final int wrong = 1000 - answered;
            if (wrong >= 0 && wrong < n) {
                Bytes.raw32(results + wrong * 4L, 0);
            }
            answered += n;
        }

        @Override
        public int resultBytes() {
            return right.resultBytes();
        }

        @Override
        public int nextHop(long result) {
            return right.nextHop(result);
        }

        @Override
        public long bytes() {
            return right.bytes();
        }

        @Override
        public String remark() {
            return "";
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
