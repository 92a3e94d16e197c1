package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.pki.Authority;
import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of other machines, and who is none of them. */
@Timeout(60)
class TlsTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private TestPki pki;

    @BeforeEach
    void makeCertificates() throws IOException {
        pki = new TestPki(folder.resolve("pki"));
    }

    private ControlThread router() throws Exception {
        return router(pki.end(AMPLE));
    }

    private ControlThread router(RemoteEnd end) throws Exception {
        return new ControlThread(
                folder, "edge-1", Limits.DEFAULT, ControlThread::answer, Optional.of(end));
    }

    private static ManagementClient connect(ControlThread router, Identity identity)
            throws IOException {
        return ManagementClient.connect(
                RemoteRouter.at(TestPki.HOST + ":" + router.remote().getPort(), identity), AMPLE);
    }

    private static void isRefused(ControlThread router, Identity identity, String sentence) {
        assertThatThrownBy(() -> connect(router, identity).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }

    private static Request change() {
        return new Request.SetInterface("west", false);
    }

    @Test
    void admin_readsAndChanges() throws Exception {
        try (var router = router();
                var client = connect(router, pki.client("alice", Role.ADMIN))) {
            assertThat(client.list(ResourceKind.ROUTE, Resource.class))
                    .isEqualTo(ExampleResources.of(ResourceKind.ROUTE));
            client.request(change(), rows -> {});
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void readOnlyClient_readsAndIsRefusedEveryChangeBeforeControlSeesIt() throws Exception {
        final AtomicInteger changes = new AtomicInteger();
        final RequestHandler counting =
                (request, caller) -> {
                    if (request instanceof Request.SetInterface) {
                        changes.incrementAndGet();
                    }
                    return ControlThread.answer(request, caller);
                };
        try (var router =
                        new ControlThread(
                                folder,
                                "edge-1",
                                Limits.DEFAULT,
                                counting,
                                Optional.of(pki.end(AMPLE)));
                var client = connect(router, pki.client("bob", Role.READ_ONLY))) {
            final RefusedException refused =
                    catchThrowableOfType(
                            RefusedException.class, () -> client.request(change(), rows -> {}));

            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.PERMISSION);
            assertThat(refused)
                    .hasMessage(
                            "bob has the role read-only, and set-interface needs admin; nothing has"
                                    + " changed");
            assertThat(client.list(ResourceKind.PORT, Resource.class)).isNotEmpty();
            assertThat(changes).hasValue(0);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void clientWithoutACertificate_isRefusedWithTheCure() throws Exception {
        try (var router = router()) {
            isRefused(
                    router,
                    pki.withoutCertificate(),
                    "wants a certificate; name one with --pki, or with --cert and --key");
        }
    }

    @Test
    void clientOfAnotherAuthority_isRefused() throws Exception {
        final TestPki other = new TestPki(folder.resolve("other"));
        final Identity stranger =
                new Identity(other.client("mallory", Role.ADMIN).own(), Optional.of(pki.ca()));
        try (var router = router()) {
            isRefused(router, stranger, "no authority of the router has signed it for clients");
        }
    }

    @Test
    void expiredClient_isRefused() throws Exception {
        final Authority.Made old = pki.authority().client("old", Role.ADMIN, 0);
        try (var router = router()) {
            isRefused(router, Identity.in(old.folder(), "client"), "it has expired");
        }
    }

    @Test
    void certificateOfAServer_isNoneOfAClient() throws Exception {
        final Authority.Made server = pki.authority().server(List.of("other-router"), 10);
        try (var router = router()) {
            isRefused(router, Identity.in(server.folder(), "server"), "refused");
        }
    }

    @Test
    void certificateOnTheListOfRefusedOnes_isRefusedByItsSerialNumber() throws Exception {
        final Authority.Made lost = pki.make("lost-laptop", Role.ADMIN);
        try (var router = router(pki.end(AMPLE, lost.serial()))) {
            isRefused(
                    router,
                    Identity.in(lost.folder(), "client"),
                    "refuses the certificate of lost-laptop with the serial number "
                            + lost.serial());
            connect(router, pki.client("alice", Role.ADMIN)).close();
        }
    }

    @Test
    void routerOfAnotherAuthority_isNotBelieved() throws Exception {
        final TestPki other = new TestPki(folder.resolve("other"));
        final Identity careful =
                new Identity(pki.client("alice", Role.ADMIN).own(), Optional.of(other.ca()));
        try (var router = router()) {
            isRefused(router, careful, "no authority in " + other.ca() + " has signed");
        }
    }

    @Test
    void routerOfAnotherName_isNotBelieved() throws Exception {
        final Authority.Made elsewhere = pki.authority().server(List.of("r2.example.net"), 10);
        try (var router = router(pki.end(elsewhere, AMPLE))) {
            isRefused(router, pki.client("alice", Role.ADMIN), "is not made for that address");
        }
    }

    @Test
    void expiredRouter_isNotBelieved() throws Exception {
        final Authority.Made old = pki.authority().server(List.of("old-router", TestPki.HOST), 0);
        try (var router = router(pki.end(old, AMPLE))) {
            isRefused(router, pki.client("alice", Role.ADMIN), "has expired");
        }
    }

    @Test
    void olderTls_isRefused() throws Exception {
        try (var router = router();
                var tls =
                        (SSLSocket)
                                pki.client("alice", Role.ADMIN)
                                        .context()
                                        .getSocketFactory()
                                        .createSocket(TestPki.HOST, router.remote().getPort())) {
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});

            assertThatThrownBy(tls::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void peersThatStallInTheHandshake_areClosedAndOthersComeInMeanwhile() throws Exception {
        try (var router = router(pki.end(Duration.ofSeconds(3)))) {
            final List<Socket> stalled = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                stalled.add(open(router));
            }
            connect(router, pki.client("alice", Role.ADMIN)).close();
            for (final Socket each : stalled) {
                assertThat(each.getInputStream().read()).isEqualTo(-1);
                each.close();
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    private static Socket open(ControlThread router) throws IOException {
        final Socket socket = new Socket();
        socket.connect(router.remote());
        return socket;
    }

    @Test
    void peerThatSpeaksNoTls_isClosed() throws Exception {
        try (var router = router();
                var socket = open(router)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".repeat(99).getBytes(StandardCharsets.US_ASCII));
            final byte[] answer = socket.getInputStream().readNBytes(64);

            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void remoteSessions_areLimitedApartFromLocalOnes() throws Exception {
        final Limits one =
                new Limits(
                        1,
                        4,
                        1 << 14,
                        1 << 14,
                        128,
                        8,
                        64,
                        4,
                        Duration.ofSeconds(10),
                        Duration.ofHours(1));
        final Identity alice = pki.client("alice", Role.ADMIN);
        try (var router =
                        new ControlThread(
                                folder,
                                "edge-1",
                                one,
                                ControlThread::answer,
                                Optional.of(pki.end(AMPLE)));
                var first = connect(router, alice);
                var second = connect(router, alice);
                var local = ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
            assertThat(first.list(ResourceKind.PORT, Resource.class)).isNotEmpty();
            assertThatThrownBy(() -> second.list(ResourceKind.PORT, Resource.class))
                    .hasMessage("all 1 sessions of the router are in use; try again");
            assertThat(local.list(ResourceKind.PORT, Resource.class)).isNotEmpty();
        }
    }

    @Test
    void nobodyListens_isSaidWithTheCure() throws Exception {
        final int port;
        try (var router = router()) {
            port = router.remote().getPort();
        }
        final Identity alice = pki.client("alice", Role.ADMIN);

        assertThatThrownBy(() ->
                        ManagementClient.connect(RemoteRouter.at(TestPki.HOST + ":" + port, alice)))
                .hasMessage(
                        "router at 127.0.0.1:"
                                + port
                                + " takes no connection; does it run, with management: { listen:"
                                + " ... } in its configuration?");
    }

    @Test
    void addresses_areReadWithAndWithoutAPort() {
        final Identity none = pki.withoutCertificate();

        assertThat(RemoteRouter.at("r1", none).title()).isEqualTo("router at r1:4653");
        assertThat(RemoteRouter.at("r1:99", none).title()).isEqualTo("router at r1:99");
        assertThat(RemoteRouter.at("2001:db8::1", none).title())
                .isEqualTo("router at [2001:db8::1]:4653");
        assertThat(RemoteRouter.at("[2001:db8::1]:99", none).title())
                .isEqualTo("router at [2001:db8::1]:99");
        assertThatThrownBy(() -> RemoteRouter.at("r1:0", none))
                .hasMessage("port '0' is not within 1..65535");
    }
}
