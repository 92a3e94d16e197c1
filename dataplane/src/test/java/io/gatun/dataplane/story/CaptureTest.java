package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CaptureReport;
import io.gatun.mgmt.model.CaptureReport.Captured;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames as captures see them. */
class CaptureTest {

    private static final String NAME = "mine";

    private final TestRouter router =
            TwoLans.router(
                    Part.iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'"),
                    Part.iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'"),
                    Part.iface("east.100", "10.0.100.1/24").with("vlan", 100),
                    Part.neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                    Part.neighbor("east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC),
                    Part.neighbor("east.100", "10.0.100.9", "02:00:00:00:00:a9"));

    private final Requests requests =
            new Requests(router.router().control(), () -> null, ConfigurationFile.NONE);

    private Answer answer(Request request) {
        return requests.answer(request, new Caller("test"));
    }

    private Answer start(String port, String filter, CaptureDirection... directions) {
        return answer(
                new Request.StartCapture(
                        NAME, Optional.ofNullable(port), List.of(directions), filter, 16_384));
    }

    private CaptureReport take() {
        final Answer answer = answer(new Request.TakeCaptured(NAME));
        if (answer instanceof Answer.Rows rows) {
            return (CaptureReport) rows.rows().next();
        }
        throw new AssertionError(answer.toString());
    }

    private static Reply.Refusal refused(Answer answer) {
        return (Reply.Refusal) ((Answer.Last) answer).reply();
    }

    private static byte[] bytes(Captured frame) {
        return HexFormat.of().parseHex(frame.frame());
    }

    @Test
    void transit_isSeenAsItComesAndAsItLeaves() {
        start(null, "", CaptureDirection.values());

        router.receives("west", transit().ttl(9).udp(5, 53).payload(40));

        final List<Captured> frames = take().frames();
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0).direction()).isEqualTo(CaptureDirection.RX);
        assertThat(frames.get(0).port()).contains("west");
        assertThat(frames.get(0).packet()).contains("10.0.0.2:5 > 10.0.1.9:53 udp ttl 9");
        assertThat(frames.get(1).direction()).isEqualTo(CaptureDirection.TX);
        assertThat(frames.get(1).port()).contains("east");
        assertThat(bytes(frames.get(1))).isEqualTo(router.sentBy("east").getFirst().frame());
    }

    @Test
    void droppedPacket_isSeenWithTheReason() {
        start("west", "", CaptureDirection.DROP);

        router.receives("west", transit().checksumError(1), transit().ttl(1), transit());

        assertThat(take().frames())
                .extracting(Captured::reason)
                .containsExactly(
                        Optional.of("IPV4_BAD_CHECKSUM"), Optional.of("IPV4_TTL_EXCEEDED"));
    }

    @Test
    void everyDrop_isSeenAndNotOneOfABatch() {
        start("west", "", CaptureDirection.DROP);

        router.receives(
                "west",
                transit().checksumError(1),
                transit().checksumError(2),
                transit().checksumError(3));

        assertThat(take().frames())
                .hasSize(3)
                .allSatisfy(frame ->
                        assertThat(frame.comment())
                                .contains(
                                        "dropped: IPV4_BAD_CHECKSUM: IPv4 header checksum is wrong"
                                                + " (RFC 1812 §5.2.2 (2))"));
    }

    @Test
    void packetThatWaitedInVain_isSeenAtThePortItCameInBy() {
        start("west", "", CaptureDirection.DROP);
        router.receives("west", ipv4(WEST_HOST, "10.0.1.77").udp(5, 6));
        for (int i = 0; i < 4; i++) {
            router.passes(1);
            assertThat(take().lost()).isZero();
        }

        // fetched on the way: the capture lives on, and the reason was told in one of the reports
        router.receives("west", transit().checksumError(1));
        assertThat(take().frames()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 7",
        "udp, 3",
        "udp port 53, 2",
        "port 53, 3",
        "dst port 53, 2",
        "src port 53, 1",
        "tcp, 1",
        "icmp, 1",
        "arp, 1",
        "ip, 5",
        "ip6, 1",
        "not ip, 2",
        "host 10.0.1.9, 3",
        "src host 10.0.0.2 and not udp, 2",
        "net 2001:db8::/32, 1",
        "dst net 10.0.0.0/24, 2",
        "host 10.0.0.1, 2",
        "vlan, 0",
        "tcp or icmp, 2",
        "proto 17 and (src port 5 or src port 6), 3",
        "host 192.0.2.1, 0"
    })
    void filter_letsThroughWhatItSays(String filter, int frames) {
        start("west", filter, CaptureDirection.RX);

        router.receives(
                "west",
                transit().udp(5, 53),
                transit().udp(6, 80),
                transit().tcp(53, 1),
                toRouter().echo(1, 1),
                Lans6.transit().udp(5, 53),
                ArpFrame.whoHas(WEST_ROUTER, "10.0.0.44", "02:00:00:00:00:44"),
                ipv4("10.0.0.3", "10.0.100.9").protocol(89));

        assertThat(take().frames()).hasSize(frames);
    }

    @Test
    void taggedFrames_areSeenByTheirVlan() {
        start("east", "vlan 100", CaptureDirection.TX);

        router.receives("west", ipv4(WEST_HOST, "10.0.100.9").payload(40), transit());

        assertThat(take().frames())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.packet()).contains("vlan 100");
                });
    }

    @Test
    void otherPorts_areNotSeen() {
        start("east", "", CaptureDirection.RX, CaptureDirection.DROP);

        router.receives("west", transit(), transit().checksumError(1));

        assertThat(take().frames()).isEmpty();
    }

    @Test
    void longFrame_isCutAndItsLengthTold() {
        answer(
                new Request.StartCapture(
                        NAME, Optional.empty(), List.of(CaptureDirection.RX), "", 60));

        router.receives("west", transit().payload(1_000));

        assertThat(take().frames())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.length()).isEqualTo(14 + 20 + 1_000);
                    assertThat(bytes(frame)).hasSize(60);
                });
    }

    @Test
    void frameCutAnywhere_isReadWithinItsBounds() {
        start(null, "src port 1 or dst host 2001:db8::1 or vlan 3", CaptureDirection.values());
        final List<Frame> wholes =
                List.of(
                        transit().udp(1, 2).payload(9),
                        transit().vlan(100).udp(1, 2),
                        Lans6.transit().extensions(0, "3C00 0104 00000000 1100 0104 00000000"),
                        ArpFrame.whoHas(WEST_ROUTER, WEST_HOST, "02:00:00:00:00:44"));
        for (Frame whole : wholes) {
            for (int length = 0; length < whole.bytes(new byte[6]).length; length++) {
                router.receives("west", RawFrame.cut(whole, length));
            }
        }

        assertThat(take().lost()).isZero();
    }

    @Test
    void framesFasterThanTheyAreFetched_areCountedAsLost() {
        start("west", "", CaptureDirection.RX);
        final Ipv4Frame frame = transit().payload(1_400);
        for (int i = 0; i < 1_000; i++) {
            router.receives("west", frame);
        }

        final List<Captured> all = new ArrayList<>();
        CaptureReport report = take();
        all.addAll(report.frames());
        while (report.more()) {
            report = take();
            all.addAll(report.frames());
        }

        assertThat(report.lost()).isPositive();
        assertThat(all.size() + report.lost()).isEqualTo(1_000);
        assertThat(router.sentBy("east")).hasSize(1_000);
    }

    @Test
    void captureNobodyFetchesOf_endsByItself() {
        start(null, "", CaptureDirection.RX);
        router.passes(4);
        assertThat(take().frames()).isEmpty();

        router.passes(6);

        assertThat(refused(answer(new Request.TakeCaptured(NAME))).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void captureThatIsStopped_isGone() {
        start(null, "", CaptureDirection.RX);

        answer(new Request.StopCapture(NAME));

        assertThat(refused(answer(new Request.TakeCaptured(NAME))).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void moreThanFourCaptures_areRefused() {
        for (int i = 0; i < 4; i++) {
            answer(
                    new Request.StartCapture(
                            "capture " + i,
                            Optional.empty(),
                            List.of(CaptureDirection.RX),
                            "",
                            100));
        }

        assertThat(refused(start(null, "", CaptureDirection.RX)).code())
                .isEqualTo(RefusalCode.BUSY);
    }

    @Test
    void wrongPortFilterOrName_isRefused() {
        assertThat(refused(start("north", "", CaptureDirection.RX)).sentence())
                .contains("no port is called north");
        assertThat(refused(start("west", "hots 10.0.0.1", CaptureDirection.RX)).sentence())
                .contains("did you mean 'host'?");
        start("west", "", CaptureDirection.RX);
        assertThat(refused(start("west", "", CaptureDirection.RX)).code())
                .isEqualTo(RefusalCode.EXISTS);
    }

    @Test
    void answersOfTheRouter_areSeenAsTheyLeave() {
        start("west", "icmp or arp", CaptureDirection.TX);

        router.receives(
                "west",
                toRouter().echo(1, 1),
                ArpFrame.whoHas(WEST_ROUTER, "10.0.0.44", "02:00:00:00:00:44"));

        assertThat(take().frames())
                .extracting(Captured::frame)
                .containsExactlyInAnyOrderElementsOf(
                        router.sentBy("west").stream()
                                .map(Packet::frame)
                                .map(HexFormat.of()::formatHex)
                                .toList());
    }
}
