package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.RecordingRouter;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class HttpFacadeTest {

    private static final HttpLimits LIMITS = new HttpLimits(4, 2, 4_096, Duration.ofSeconds(2));

    @TempDir private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
    private volatile Optional<Answer> answer = Optional.empty();
    private RouterOverHttp router;

    @BeforeEach
    void start() throws Exception {
        router =
                RouterOverHttp.open(
                        folder,
                        LIMITS,
                        new RecordingRouter(
                                asked,
                                (request, caller) ->
                                        answer.orElseGet(
                                                () -> ControlThread.answer(request, caller))),
                        new Access(RouterOverHttp.tokens(folder), Optional.empty()),
                        Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
        client.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(router.at(path))
                .header("Authorization", "Bearer " + RouterOverHttp.ADMIN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return JsonMapper.shared().readTree(response.body());
    }

    private static void assertRefused(
            HttpResponse<String> response, int status, String code, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).at("/code").asString()).isEqualTo(code);
        assertThat(json(response).at("/field").asString()).isEqualTo(field);
        assertThat(json(response).at("/sentence").asString()).isNotEmpty();
    }

    @Test
    void everyKindOfResource_isListed() throws Exception {
        for (final ResourceKind kind : ResourceKind.values()) {
            if (kind != ResourceKind.SESSION // the channel itself answers these
                    && kind != ResourceKind.KIND
                    && new RequestNames().kinds().containsValue(kind)) {
                final HttpResponse<String> response = get("/v1/" + RequestNames.plural(kind));
                assertThat(response.statusCode()).as(kind.name()).isEqualTo(200);
                assertThat(json(response).at("/rows"))
                        .isEqualTo(
                                JsonMapper.shared()
                                        .readTree(JsonText.pretty(ExampleResources.of(kind))));
            }
        }
    }

    @Test
    void kinds_areInThePluralAndOnlyThoseThatCanBeListed() {
        assertThat(new RequestNames().kinds())
                .containsKeys("addresses", "routes", "configurations")
                .doesNotContainKeys("captures", "explanations", "plans", "route-answers");
    }

    @Test
    void everyRequest_hasAPath() throws Exception {
        for (final var request : new RequestNames().requests().entrySet()) {
            final HttpResponse<String> response =
                    post("/v1/" + request.getKey(), "{\"no such field\": 1}");
            assertThat(response.statusCode()).as(request.getKey()).isEqualTo(400);
            assertThat(json(response).at("/sentence").asString())
                    .as(request.getKey())
                    .containsAnyOf("unknown field 'no such field'", "is missing");
        }
    }

    @Test
    void routes_areSelectedByTheQuery() throws Exception {
        assertThat(
                        get("/v1/routes?table=100&prefix=10.0.0.0/8&type=blackhole&metric=5")
                                .statusCode())
                .isEqualTo(200);
        assertThat(asked.take())
                .isEqualTo(
                        new Request.ListRoutes(
                                RouteSelector.builder(new TableId(100))
                                        .exact(IpPrefix.parse("10.0.0.0/8"))
                                        .type(io.gatun.mgmt.model.RouteType.BLACKHOLE)
                                        .metric(5)
                                        .build()));
        get("/v1/routes");
        assertThat(asked.take()).isEqualTo(new Request.ListRoutes(RouteSelector.all(TableId.MAIN)));
    }

    @Test
    void rows_areSelectedByTheQuery() throws Exception {
        assertThat(
                        json(get("/v1/neighbors?interface=west&state=incomplete&family=inet"))
                                .at("/rows"))
                .singleElement()
                .satisfies(row -> assertThat(row.at("/address").asString()).isEqualTo("10.0.0.3"));
        assertThat(json(get("/v1/neighbors?interface=east")).at("/rows")).isEmpty();
        assertThat(json(get("/v1/kinds?sort=request&name=put-route")).at("/rows/0/role").asString())
                .isEqualTo("admin");
    }

    @Test
    void routes_areAddedReplacedAndDeleted() throws Exception {
        final String route =
                "{\"prefix\": \"203.0.113.0/24\", \"via\": \"10.0.0.9\", \"interface\": \"west\","
                        + " \"metrics\": {\"mtu\": 1400}}";
        final RouteAttributes attributes =
                RouteAttributes.builder()
                        .via(IpAddress.parse("10.0.0.9"))
                        .interfaceName("west")
                        .metrics(io.gatun.mgmt.model.RouteMetrics.ofMtu(1400))
                        .build();
        final IpPrefix prefix = IpPrefix.parse("203.0.113.0/24");

        assertThat(post("/v1/routes", route).statusCode()).isEqualTo(204);
        assertThat(asked.take())
                .isEqualTo(new Request.PutRoute(PutMode.CREATE, prefix, attributes));

        assertThat(send(to("/v1/routes").PUT(BodyPublishers.ofString(route))).statusCode())
                .isEqualTo(204);
        assertThat(asked.take())
                .isEqualTo(new Request.PutRoute(PutMode.REPLACE, prefix, attributes));

        assertThat(send(to("/v1/routes?prefix=203.0.113.0/24").DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(asked.take()).isEqualTo(new Request.DeleteRoute(RouteSelector.exactly(prefix)));
        assertRefused(send(to("/v1/routes").DELETE()), 400, "malformed", "prefix");
    }

    @Test
    void requests_areAskedByTheirNames() throws Exception {
        final HttpResponse<String> response =
                post("/v1/get-route", "{\"destination\": \"10.9.9.9\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).at("/rows").isArray()).isTrue();
        assertThat(asked.take())
                .isEqualTo(
                        new Request.GetRoute(
                                IpAddress.parse("10.9.9.9"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                java.util.OptionalLong.empty(),
                                java.util.OptionalInt.empty()));
        assertThat(post("/v1/stop-trace", "").statusCode()).isEqualTo(204);
        assertThat(asked.take()).isEqualTo(new Request.StopTrace());
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void refusals_areToldWithTheirStatus(RefusalCode code) throws Exception {
        answer =
                Optional.of(
                        Answer.refused(
                                new Refusal(code, "mtu", "7", "68..9600", "mtu 7 is too small")));

        final HttpResponse<String> response = get("/v1/ports");

        assertRefused(
                response, Status.of(code), code.name().toLowerCase(java.util.Locale.ROOT), "mtu");
        assertThat(json(response).at("/value").asString()).isEqualTo("7");
        assertThat(json(response).at("/bound").asString()).isEqualTo("68..9600");
        assertThat(response.statusCode()).isIn(400, 403, 404, 409, 413, 422, 500, 503);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start-trace|nonsense|malformed|''",
                "start-trace|[]|malformed|''",
                "start-trace|{\"count\": 1, \"count\": 2}|malformed|''",
                "start-trace|{\"cuont\": 1, \"count\": 1}|malformed|cuont",
                "start-trace|{}|out_of_bounds|count",
                "start-trace|{\"count\": \"1\"}|out_of_bounds|count",
                "start-trace|{\"count\": 1.5}|out_of_bounds|count",
                "start-trace|{\"count\": null}|out_of_bounds|count",
                "start-trace|{\"count\": 0}|out_of_bounds|count",
                "start-trace|{\"count\": 99999999999}|out_of_bounds|count",
                "start-trace|{\"count\": 1, \"port\": 7}|out_of_bounds|port",
                "get-route|{\"destination\": \"10.0.0.256\"}|out_of_bounds|destination",
                "set-interface|{\"name\": \"west\", \"up\": \"yes\"}|out_of_bounds|up",
                "routes|{\"prefix\": \"10.0.0.1/24\"}|out_of_bounds|prefix",
                "routes|{\"via\": \"10.0.0.9\"}|out_of_bounds|prefix",
                "routes|{\"prefix\": \"10.0.0.0/8\", \"type\":"
                        + " \"blakchole\"}|out_of_bounds|attributes.type",
                "routes|{\"prefix\": \"10.0.0.0/8\", \"metrics\":"
                        + " 7}|out_of_bounds|attributes.metrics",
                "routes|{\"prefix\": \"10.0.0.0/8\", \"gateway\":"
                        + " \"10.0.0.9\"}|malformed|attributes.gateway"
            })
    void badBody_isRefusedByField(String path, String body, String code, String field)
            throws Exception {
        assertRefused(post("/v1/" + path, body), 400, code, field);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/routes?tabel=main, malformed, selector.tabel",
        "/v1/routes?metric=many, out_of_bounds, metric",
        "/v1/routes?prefix=10.0.0.1, out_of_bounds, selector.exact",
        "/v1/routes?type=a&type=b, malformed, type",
        "/v1/ports?link=up, malformed, link",
        "/v1/neighbors?state=asleep, out_of_bounds, state",
        "/v1/put-route?mode=create, malformed, mode"
    })
    void badQuery_isRefusedByField(String path, String code, String field) throws Exception {
        assertRefused(path.contains("put-") ? post(path, "") : get(path), 400, code, field);
        assertThat(asked).isEmpty();
    }

    @Test
    void unknownPath_isNotFoundWithASuggestion() throws Exception {
        final HttpResponse<String> response = get("/v1/prots");

        assertRefused(response, 404, "not_found", "path");
        assertThat(response.body()).contains("did you mean 'ports'?");
        assertThat(get("/metrisc").body()).contains("did you mean '/metrics'?");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/ports, 'GET, HEAD'",
        "GET, /v1/start-trace, POST",
        "PATCH, /v1/routes, 'GET, HEAD, POST, PUT, DELETE'",
        "POST, /metrics, 'GET, HEAD'",
        "POST, /healthz, 'GET, HEAD'",
        "POST, /openapi.json, 'GET, HEAD'"
    })
    void wrongMethod_isRefusedWithThoseThereAre(String method, String path, String allowed)
            throws Exception {
        final HttpResponse<String> response =
                send(to(path).method(method, BodyPublishers.noBody()));

        assertRefused(response, 405, "malformed", "method");
        assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
    }

    @Test
    void hugeBody_isRefusedBeforeItIsRead() throws Exception {
        final byte[] huge = new byte[LIMITS.bodyBytes() + 1];

        assertRefused(
                send(to("/v1/start-trace").POST(BodyPublishers.ofByteArray(huge))),
                413,
                "too_large",
                "body");
        assertRefused( // of a length that is not told
                send(
                        to("/v1/start-trace")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new java.io.ByteArrayInputStream(huge)))),
                413,
                "too_large",
                "body");
        assertThat(get("/v1/ports").statusCode()).isEqualTo(200);
    }

    @Test
    void wrongOrMissingToken_isUnauthorized() throws Exception {
        for (final String authorization :
                List.of(
                        "Bearer wrong-token-0123456789",
                        "Basic YTpi",
                        "Bearer ",
                        RouterOverHttp.ADMIN)) {
            final HttpResponse<String> response =
                    send(to("/v1/ports").setHeader("Authorization", authorization));
            assertRefused(response, 401, "permission", "");
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(how -> assertThat(how).startsWith("Bearer"));
            assertThat(response.body()).doesNotContain("wrong-token");
        }
        final HttpResponse<String> none =
                client.send(
                        HttpRequest.newBuilder(router.at("/v1/ports")).build(),
                        BodyHandlers.ofString());
        assertRefused(none, 401, "permission", "");
        assertThat(asked).isEmpty();
    }

    @Test
    void readOnlyToken_readsAndMayNotWrite() throws Exception {
        final String reader = "Bearer " + RouterOverHttp.READER;

        assertThat(send(to("/v1/ports").setHeader("Authorization", reader)).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/metrics").setHeader("Authorization", reader)).statusCode())
                .isEqualTo(200);
        asked.clear();
        final HttpResponse<String> response =
                send(
                        to("/v1/routes")
                                .setHeader("Authorization", reader)
                                .POST(BodyPublishers.ofString("{\"prefix\": \"10.0.0.0/8\"}")));
        assertRefused(response, 403, "permission", "request");
        assertThat(response.body()).contains("prometheus has the role read-only");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutTokens_everybodyReadsAndNobodyWrites() throws Exception {
        router.reopenEnd(new Access(Optional.empty(), Optional.empty()), Optional.empty());
        final URI ports = router.at("/v1/stop-trace");

        assertThat(
                        client.send(
                                        HttpRequest.newBuilder(ports.resolve("/v1/ports")).build(),
                                        BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(200);
        assertRefused(
                client.send(
                        HttpRequest.newBuilder(ports).POST(BodyPublishers.noBody()).build(),
                        BodyHandlers.ofString()),
                403,
                "permission",
                "request");
    }

    @Test
    void healthAndDocument_needNoToken() throws Exception {
        for (final String path : List.of("/healthz", "/openapi.json")) {
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(router.at(path)).build(),
                                            BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void metrics_comeFromTheCountersFile() throws Exception {
        router.counters().passes(1_000, 42);

        final HttpResponse<String> response = get("/metrics");

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("gatun_port_receive_packets_total{port=\"west\"} 42.0\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void head_isGetWithoutTheBody() throws Exception {
        final HttpResponse<String> response =
                send(to("/metrics").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    /** Rows without end, but for what {@code failsAfter} says. */
    private static Answer rows(long failsAfter) {
        final Resource row = ExampleResources.of(ResourceKind.COUNTER).getFirst();
        return new Answer.Rows(
                ResourceKind.COUNTER,
                new Iterator<>() {
                    private long given;

                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public Resource next() {
                        if (++given > failsAfter) {
                            throw new NoSuchElementException("a fault of the list");
                        }
                        return row;
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void list_saysWhetherItRacedWithAChange(boolean raced) throws Exception {
        final List<Resource> ports = ExampleResources.of(ResourceKind.PORT);
        answer = Optional.of(new Answer.Rows(ResourceKind.PORT, ports.iterator(), () -> raced));

        final JsonNode list = json(get("/v1/ports"));

        assertThat(list.propertyNames()).containsExactly("rows", "raced");
        assertThat(list.at("/rows")).hasSize(ports.size());
        assertThat(list.at("/raced").asBoolean()).isEqualTo(raced);
    }

    @Test
    void listThatFailsInTheMiddle_isNotTakenForTheWhole() {
        answer = Optional.of(rows(1_000));

        assertThatIOException().isThrownBy(() -> get("/v1/counters"));
    }

    @Test
    void clientThatNeverReads_isClosedAndItsPlaceIsFree() throws Exception {
        answer = Optional.of(rows(Long.MAX_VALUE));
        final String request =
                "GET /v1/counters HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + RouterOverHttp.ADMIN
                        + "\r\n\r\n";
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), router.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), router.port());
                Socket third = new Socket(InetAddress.getLoopbackAddress(), router.port());
                Socket fourth = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            for (final Socket socket : List.of(first, second, third, fourth)) {
                socket.getOutputStream().write(request.getBytes(UTF_8));
            }
            for (int i = 0; i < LIMITS.requests(); i++) {
                asked.take(); // all places are taken
            }
            int status;
            do { // until the watch has closed one of them
                status = get("/healthz").statusCode();
                Thread.onSpinWait();
            } while (status == 503);
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void moreRequestsThanTheBound_areToldToComeBack() throws Exception {
        final CountDownLatch stuck = new CountDownLatch(1);
        answer =
                Optional.of(
                        new Answer.Rows(
                                ResourceKind.COUNTER,
                                new Iterator<>() {
                                    @Override
                                    public boolean hasNext() {
                                        try {
                                            stuck.await();
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        return false;
                                    }

                                    @Override
                                    public Resource next() {
                                        throw new NoSuchElementException();
                                    }
                                }));
        final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        try {
            HttpResponse<String> refused;
            do { // a probe takes a place itself and may have turned one of those that wait away
                waiting.add(client.sendAsync(to("/v1/counters").build(), BodyHandlers.ofString()));
                refused = get("/healthz");
            } while (refused.statusCode() == 200);
            assertRefused(refused, 503, "busy", "");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        } finally {
            stuck.countDown();
        }

        for (final var response : waiting) {
            assertThat(response.get().statusCode()).isIn(200, 503);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /v1/ports HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "GET /v1/%zz HTTP/1.1\r\n\r\n"
            })
    void nonsense_endsThatConnectionAlone(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
            final String said = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(said).doesNotContain("200 OK");
        }
        assertThat(get("/v1/ports").statusCode()).isEqualTo(200);
    }

    @Test
    void answerBeforeTheBodyIsRead_saysThatTheConnectionEnds() throws Exception {
        final HttpResponse<String> refused = post("/v1/ports", "{}");

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        assertThat(post("/v1/get-route", "{}").headers().firstValue("Connection")).isEmpty();
    }

    @Test
    void overTls_theSameIsAnswered() throws Exception {
        final TestPki pki = new TestPki(folder.resolve("pki"));
        router.reopenEnd(
                new Access(Optional.empty(), Optional.empty()),
                Optional.of(new HttpTls(pki.server().context(), false)));
        final URI uri = router.at("/v1/ports");
        try (HttpClient secure =
                HttpClient.newBuilder().sslContext(pki.withoutCertificate().context()).build()) {
            final HttpResponse<String> response =
                    secure.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
        assertThatIOException() // who does not know the certificate hears nothing
                .isThrownBy(() ->
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
    }

    @Test
    void stuckControl_isToldInsteadOfWaitedFor() throws Exception {
        router.control().close();

        assertRefused(get("/v1/ports"), 503, "busy", "");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(Stream.of(get("/metrics").statusCode())).containsExactly(200);
    }
}
