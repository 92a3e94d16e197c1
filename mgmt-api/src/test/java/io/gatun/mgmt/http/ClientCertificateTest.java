package io.gatun.mgmt.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.ExampleCounters;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.pki.Authority;
import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private static final String TOKEN = "reader-token-0123456789";
    private static final HttpLimits LIMITS = new HttpLimits(4, 2, 4_096, Duration.ofSeconds(10));
    private static final String ROUTE = "{\"prefix\": \"192.0.2.0/24\", \"via\": \"10.0.1.9\"}";

    @TempDir private Path folder;

    private final Queue<Request> asked = new ConcurrentLinkedQueue<>();
    private TestPki pki;
    private Authority.Made lost;
    private ControlThread control;
    private ExampleCounters counters;
    private HttpEnd end;

    @BeforeEach
    void start() throws Exception {
        pki = new TestPki(folder.resolve("pki"));
        lost = pki.make("lost-laptop", Role.ADMIN);
        control =
                new ControlThread(
                        folder,
                        "edge-1",
                        Limits.DEFAULT,
                        (request, caller) -> {
                            asked.add(request);
                            return ControlThread.answer(request, caller);
                        });
        counters = new ExampleCounters(folder, "edge-1");
        final Path tokens = folder.resolve("tokens");
        Files.writeString(tokens, "read-only prometheus " + TOKEN + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        open(Optional.of(Tokens.read(tokens)));
    }

    private void open(Optional<Tokens> tokens) throws IOException {
        end =
                HttpEnd.open(
                        ListenAddress.parse("127.0.0.1:0"),
                        Optional.of(HttpTls.of(pki.server())),
                        LIMITS,
                        new HttpFacade(
                                new Access(tokens, Optional.of(Set.of(lost.serial()))),
                                caller ->
                                        control.local(caller.name(), caller.role(), caller.from()),
                                CountersFile.of(folder, "edge-1"),
                                "0.1.0"),
                        fault -> {});
    }

    @AfterEach
    void stop() throws IOException {
        end.close();
        control.close();
        counters.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("https://" + TestPki.HOST + ":" + end.port() + path));
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
        end.close();
        open(Optional.empty());

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
                                        to("/v1/ports").header("Authorization", "Bearer " + TOKEN))
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        send(
                                        alice,
                                        to("/v1/ports")
                                                .header("Authorization", "Bearer " + TOKEN + "0"))
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
