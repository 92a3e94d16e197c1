package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.channel.ChangingRouter;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.model.ResourceKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class WatchOverHttpTest {

    private static final HttpLimits LIMITS = new HttpLimits(8, 2, 4_096, Duration.ofSeconds(2));
    private static final String ROUTES = "/v1/watch?group=route_ipv4";

    @TempDir private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private RouterOverHttp router;

    @BeforeEach
    void start() throws Exception {
        router =
                RouterOverHttp.open(
                        folder,
                        LIMITS,
                        new ChangingRouter(),
                        new Access(RouterOverHttp.tokens(folder), Optional.empty()),
                        Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
        client.close();
    }

    private HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(router.at(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(to(path, RouterOverHttp.READER).build(), BodyHandlers.ofString());
    }

    private void changes(int routes) throws IOException, InterruptedException {
        final HttpResponse<String> done =
                client.send(
                        to("/v1/set-interface", RouterOverHttp.ADMIN)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"name\": \"" + routes + "\", \"up\": true}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }

    /** The lines of one watch. */
    private final class Listening implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Listening(String path) throws IOException, InterruptedException {
            response =
                    client.send(
                            to(path, RouterOverHttp.READER).build(), BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        }

        /** Signs of life are passed over. */
        private JsonNode next() throws IOException {
            String line = lines.readLine();
            while (line != null && line.isEmpty()) {
                line = lines.readLine();
            }
            return json.readTree(line == null ? "null" : line);
        }

        private String nextType() throws IOException {
            return next().path("type").asString();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void changes_areToldAsTheyCome() throws Exception {
        try (Listening watch = new Listening(ROUTES)) {
            assertThat(watch.response.statusCode()).isEqualTo(200);
            assertThat(watch.response.headers().firstValue("Content-Type"))
                    .hasValue("application/x-ndjson");
            assertThat(watch.nextType()).isEqualTo("done");
            changes(1);
            changes(1);
            for (int sequence = 1; sequence <= 2; sequence++) {
                assertThat(watch.next())
                        .isEqualTo(
                                json.readTree(
                                        JsonText.line(
                                                new Event(
                                                        EventGroup.ROUTE_IPV4,
                                                        Event.Change.NEW,
                                                        ChangingRouter.route(),
                                                        sequence))));
            }
        }
    }

    @Test
    void whatIsThereAlready_comesFirstWhenItIsAskedFor() throws Exception {
        final long routes =
                ExampleResources.of(ResourceKind.ROUTE).stream()
                        .filter(row -> EventGroup.of(row) == EventGroup.ROUTE_IPV4)
                        .count();
        assertThat(routes).isPositive();
        try (Listening watch = new Listening(ROUTES + "&list=true")) {
            for (long i = 0; i < routes; i++) {
                final JsonNode row = watch.next();
                assertThat(row.path("change").asString()).isEqualTo("new");
                assertThat(row.path("sequence").asInt(-1)).isZero();
            }
            assertThat(watch.nextType()).isEqualTo("done");
            changes(1);
            assertThat(watch.next().path("sequence").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whoWatches_isSeenAmongTheSessions() throws Exception {
        try (Listening watch = new Listening("/v1/watch?group=interface,route_ipv6")) {
            assertThat(watch.nextType()).isEqualTo("done");
            assertThat(get("/v1/sessions").body())
                    .contains("\"interface\"", "\"route_ipv6\"", "\"prometheus\"", "\"127.0.0.1\"")
                    .doesNotContain("route_ipv4");
        }
    }

    @Test
    void stillWatch_sendsSignsOfLife() throws Exception {
        try (Listening watch = new Listening(ROUTES)) {
            assertThat(watch.nextType()).isEqualTo("done");
            assertThat(watch.lines.readLine()).isEmpty();
            assertThat(watch.lines.readLine()).isEmpty();
            changes(1);
            assertThat(watch.nextType()).isEqualTo("event");
        }
    }

    @Test
    void moreChangesThanMayWait_areAnOverrunThatCountsThem() throws Exception {
        final int many = 200_000;
        try (Listening watch = new Listening(ROUTES)) {
            assertThat(watch.nextType()).isEqualTo("done");
            changes(many);
            long events = 0;
            long lost = 0;
            while (events + lost < many) {
                final JsonNode line = watch.next();
                if (line.path("type").asString().equals("overrun")) {
                    lost += line.path("lost").asLong();
                } else {
                    events++;
                }
            }
            assertThat(events + lost).isEqualTo(many);
            assertThat(lost).isPositive();
            assertThat(events).isPositive();
        }
    }

    @Test
    void moreWatchesThanTheBound_areToldToComeBackUntilOneHasGone() throws Exception {
        try (Listening first = new Listening(ROUTES)) {
            final Listening second = new Listening(ROUTES);
            assertThat(first.nextType()).isEqualTo("done");
            assertThat(second.nextType()).isEqualTo("done");
            final HttpResponse<String> refused = get(ROUTES);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("2 watches are open already", "\"busy\"");
            assertThat(get("/v1/ports").statusCode()).isEqualTo(200);
            second.close();
            untilAWatchIsGranted();
        }
    }

    @Test
    void clientThatNeverReads_isEndedAndItsPlaceIsFree() throws Exception {
        final String request =
                "GET "
                        + ROUTES
                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + RouterOverHttp.READER;
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), router.port());
                Listening other = new Listening(ROUTES)) {
            deaf.setReceiveBufferSize(4_096);
            deaf.getOutputStream().write((request + "\r\n\r\n").getBytes(UTF_8));
            assertThat(deaf.getInputStream().read()).isEqualTo('H');
            assertThat(other.nextType()).isEqualTo("done");
            final Thread reader =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (other.next().isObject()) {
                                        Thread.onSpinWait();
                                    }
                                } catch (IOException e) {
                                    // the test is over
                                }
                            });
            untilAWatchIsGranted();
            assertThat(reader.isAlive()).isTrue();
        }
    }

    /** Changes go on, so that whoever has gone or does not read is found out. */
    private void untilAWatchIsGranted() throws IOException, InterruptedException {
        int status;
        do {
            changes(5_000);
            try (Listening another = new Listening(ROUTES)) {
                status = another.response.statusCode();
            }
        } while (status == 503);
        assertThat(status).isEqualTo(200);
    }

    @Test
    void serverThatCloses_endsItsWatches() throws Exception {
        try (Listening watch = new Listening(ROUTES)) {
            assertThat(watch.nextType()).isEqualTo("done");
            router.closeEnd();
            assertThatIOException().isThrownBy(watch::next); // not taken for the whole
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "group=route_ipv5 | group | there is no group 'route_ipv5'; did you mean",
                "group= | group | there is no group ''",
                "group=tunable&list=yes | list | list 'yes' is neither true nor false",
                "groups=tunable | groups | a watch takes no 'groups'; did you mean 'group'?",
                "group=tunable&group=interface | group | 'group' stands twice",
            })
    void whatCannotBeWatched_isRefused(String query, String field, String sentence)
            throws Exception {
        final HttpResponse<String> refused = get("/v1/watch?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json.readTree(refused.body()).path("field").asString()).isEqualTo(field);
        assertThat(json.readTree(refused.body()).path("sentence").asString()).contains(sentence);
    }

    @Test
    void watchIsForReadersAlone_andByGet() throws Exception {
        assertThat(
                        client.send(
                                        to(ROUTES, RouterOverHttp.READER)
                                                .POST(BodyPublishers.noBody())
                                                .build(),
                                        BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(405);
        assertThat(
                        client.send(
                                        to(ROUTES, RouterOverHttp.READER + "0").build(),
                                        BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(401);
        assertThat(get("/v1/watches").body()).contains("did you mean 'watch'");
    }
}
