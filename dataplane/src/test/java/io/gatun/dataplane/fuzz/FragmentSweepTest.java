package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of every size add up to the whole. */
class FragmentSweepTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                68, 69, 75, 76, 77, 296, 575, 576, 577, 1_006, 1_280, 1_401, 1_492, 1_499, 1_500
            })
    @Spec({"FRAG-01", "FRAG-03", "FRAG-04", "FRAG-11"})
    void everySizeThroughThisMtu_isPutTogetherAgain(int mtu) {
        final TestRouter router = TwoLans.router(iface("east", "10.0.1.1/24").mtu(mtu));
        for (int payload = Math.max(0, mtu - 40); payload <= 1_600; payload += 7) {
            expectWhole(router, mtu, transit().payload(payload));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 28, 1_400, 1_473, 4_000})
    @Spec({"FRAG-03", "FRAG-04"})
    void thisSizeThroughEveryMtu_isPutTogetherAgain(int payload) {
        for (int mtu = 68; mtu <= 1_500; mtu += 31) {
            expectWhole(
                    TwoLans.router(iface("east", "10.0.1.1/24").mtu(mtu)),
                    mtu,
                    transit().options("9404 0000").payload(payload));
        }
    }

    private static void expectWhole(TestRouter router, int mtu, Ipv4Frame packet) {
        router.mark().receives("west", packet);
        final List<Packet> pieces = router.sentBy("east");
        final byte[] sent = packet.packet();
        final int header = (sent[0] & 0xF) * 4;
        final String what = "%d bytes through mtu %d".formatted(sent.length, mtu);
        final byte[] whole = new byte[sent.length - header];
        int end = 0;
        for (Packet piece : pieces) {
            assertThat(piece.totalLength()).as(what).isLessThanOrEqualTo(mtu);
            assertThat(piece.headerChecksumIsRight()).as(what).isTrue();
            assertThat(piece.fragment().offset()).as(what).isEqualTo(end);
            System.arraycopy(piece.content(), 0, whole, end, piece.content().length);
            end += piece.content().length;
            assertThat(piece.fragment().more()).as(what).isEqualTo(end < whole.length);
        }
        assertThat(end).as(what).isEqualTo(whole.length);
        assertThat(whole).as(what).isEqualTo(Arrays.copyOfRange(sent, header, sent.length));
        final int most = (mtu - header) / 8 * 8;
        // the last piece alone need not be a multiple of 8
        final int beforeLast = Math.max(0, sent.length - mtu);
        final int fewest = 1 + (beforeLast + most - 1) / most;
        assertThat(pieces).as(what).hasSize(fewest);
    }
}
