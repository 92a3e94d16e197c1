package io.gatun.mgmt.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.RecordingRouter;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.pki.Authority;
import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The facade to clients that show certificates beside those that have tokens. */
@Timeout(60)
class ClientCertificateTest {

    private static final HttpLimits LIMITS = new HttpLimits(4, 2, 4_096, Duration.ofSeconds(10));
    private static final String ROUTE = "{\"prefix\": \"192.0.2.0/24\", \"via\": \"10.0.1.9\"}";

    @TempDir private Path folder;

    private final Queue<Request> asked = new ConcurrentLinkedQueue<>();
    private TestPki pki;
    private Authority.Made lost;
    private RouterOverHttp router;

    @BeforeEach
    void start() throws Exception {
        pki = new TestPki(folder.resolve("pki"));
        lost = pki.make("lost-laptop", Role.ADMIN);
        router =
                RouterOverHttp.open(
                        folder,
                        LIMITS,
                        new RecordingRouter(asked, ControlThread::answer),
                        access(RouterOverHttp.tokens(folder)),
                        Optional.of(HttpTls.of(pki.server())));
    }

    private Access access(Optional<Tokens> tokens) {
        return new Access(tokens, Optional.of(Set.of(lost.serial())));
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(router.at(path));
    }

    private static HttpResponse<String> send(Identity shown, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(shown.context()).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> adds(Identity shown) throws IOException, InterruptedException {
        return send(shown, to("/v1/routes").POST(BodyPublishers.ofString(ROUTE)));
    }

    @Test
    void admin_readsAndChanges() throws Exception {
        final Identity alice = pki.client("alice", Role.ADMIN);

        assertThat(send(alice, to("/v1/ports")).statusCode()).isEqualTo(200);
        assertThat(adds(alice).statusCode()).isEqualTo(204);
        assertThat(asked).hasAtLeastOneElementOfType(Request.PutRoute.class);
    }

    @Test
    void readOnlyClient_readsAndIsForbiddenToChange() throws Exception {
        final Identity bob = pki.client("bob", Role.READ_ONLY);

        assertThat(send(bob, to("/v1/ports")).statusCode()).isEqualTo(200);
        assertThat(adds(bob))
                .satisfies(refused -> {
                    assertThat(refused.statusCode()).isEqualTo(403);
                    assertThat(refused.body())
                            .contains("bob has the role read-only, and put-route needs admin");
                });
        assertThat(asked).noneMatch(Request.PutRoute.class::isInstance);
    }

    @Test
    void neitherCertificateNorToken_isUnauthorized() throws Exception {
        final HttpResponse<String> refused = send(pki.withoutCertificate(), to("/v1/ports"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body())
                .contains("Bearer TOKEN; or a client certificate, which gatun pki client makes");
        assertThat(send(pki.withoutCertificate(), to("/healthz")).statusCode()).isEqualTo(200);
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutTokens_onlyCertificatesAreTaken() throws Exception {
        router.reopenEnd(access(Optional.empty()), Optional.of(HttpTls.of(pki.server())));

        assertThat(send(pki.withoutCertificate(), to("/v1/ports")).statusCode()).isEqualTo(401);
        assertThat(send(pki.client("bob", Role.READ_ONLY), to("/v1/ports")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void token_isTakenWithoutACertificateAndDecidesBesideOne() throws Exception {
        final Identity alice = pki.client("alice", Role.ADMIN);

        assertThat(
                        send(
                                        pki.withoutCertificate(),
                                        to("/v1/ports")
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + RouterOverHttp.READER))
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        send(
                                        alice,
                                        to("/v1/ports")
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + RouterOverHttp.READER + "0"))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void certificateThatIsTakenNoMore_isForbidden() throws Exception {
        final HttpResponse<String> refused =
                send(Identity.in(lost.folder(), "client"), to("/v1/ports"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("refuses the certificate of lost-laptop with the serial number ");
        assertThat(asked).isEmpty();
    }

    /** Of the same name, so that the client shows what the server asks for. */
    @Test
    void certificateOfAnotherAuthority_failsTheHandshake() throws Exception {
        final TestPki other = new TestPki(folder.resolve("other"));
        final Identity mallory =
                new Identity(other.client("mallory", Role.ADMIN).own(), Optional.of(pki.ca()));

        assertRefusedByTls(mallory);
    }

    @Test
    void expiredCertificate_failsTheHandshake() throws Exception {
        final Authority.Made old = pki.authority().client("old", Role.ADMIN, 0);

        assertRefusedByTls(Identity.in(old.folder(), "client"));
    }

    /**
     * In TLS 1.3 the client is done before the server has looked at its certificate: whether it
     * reads the alert or finds the connection closed is a matter of time.
     */
    private void assertRefusedByTls(Identity client) {
        assertThatIOException().isThrownBy(() -> send(client, to("/v1/ports")));
        assertThat(asked).isEmpty();
    }
}
