package io.gatun.dataplane.lifecycle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatun.dataplane.FileCheck;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.revision.Cause;
import io.gatun.dataplane.revision.Draft;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.testkit.ManagedRouter;
import io.gatun.dataplane.testkit.ManagedRouter.Result;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.http.Access;
import io.gatun.mgmt.http.HttpEnd;
import io.gatun.mgmt.http.HttpFacade;
import io.gatun.mgmt.http.HttpLimits;
import io.gatun.mgmt.http.HttpTls;
import io.gatun.mgmt.http.Tokens;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.pki.Authority;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked, and whatever goes wrong: tokens and keys stay in their files. */
@Timeout(300)
class NothingSecretTest {

    private static final String ADMIN = "a0c7e1d25b9f4863a1de77c2";
    private static final String READER = "5e1f0b6c94d84e2fb3a9c0d7";
    private static final String STRANGER = "77d0a9c3be52418fa6e4c1b9";

    @TempDir private Path temporary;
    private Path folder;
    private Path file;
    private Path tokens;
    private Identity server;
    private Identity client;
    private RevisionStore store;
    private ControlTasks tasks;
    private ConfigurationThread life;
    private ManagedRouter router;
    private CountersWriter counters;
    private HttpEnd end;

    /** What anybody was told, and what was logged. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        folder = temporary.toRealPath();
        final Path pki = folder.resolve("pki");
        final Authority authority = Authority.create(pki, "test", 10);
        server = Identity.in(authority.server(List.of("127.0.0.1"), 10).folder(), "server");
        client = Identity.in(authority.client("carol", Role.ADMIN, 10).folder(), "client");
        tokens = folder.resolve("tokens");
        write(tokens, "admin alice " + ADMIN + "\nread-only bob " + READER + "\n");
        file = folder.resolve("edge.yaml");
        final Identity.Own own = server.own().orElseThrow();
        final String text =
                """
                ports: {west: {}, east: {}}
                interfaces:
                  west: {addresses: [10.0.0.1/24]}
                  east: {addresses: [10.0.1.1/24]}
                http: {listen: "127.0.0.1:8080", tokens: %s, certificate: %s, key: %s, ca: %s}
                """
                        .formatted(tokens, own.certificate(), own.key(), server.ca().orElseThrow());
        Files.writeString(file, text);
        store = RevisionStore.open(file);
        store.adopt(new Draft(text, "root", Cause.START, OptionalInt.empty(), ""));
        final TestRouter one = TestRouter.from(text);
        tasks = new ControlTasks(one.router().control().configuration());
        life =
                new ConfigurationThread(
                        new ConfigurationDesk(
                                store,
                                new ConfigurationDesk.Source(file, Purpose.REPLAY, Secrets.NONE),
                                tasks,
                                System::nanoTime,
                                told::add),
                        System::nanoTime,
                        told::add);
        router = ManagedRouter.of(one, folder, life, tasks::poll);
        counters = CountersWriter.create(folder, ManagedRouter.NAME, "0.1.0");
        end =
                HttpEnd.open(
                        ListenAddress.parse("127.0.0.1:0"),
                        Optional.of(HttpTls.of(server)),
                        HttpLimits.DEFAULT,
                        new HttpFacade(
                                new Access(Optional.of(Tokens.read(tokens)), Optional.of(Set.of())),
                                caller -> router.local(caller.name(), caller.role(), caller.from()),
                                CountersFile.of(folder, ManagedRouter.NAME),
                                "0.1.0"),
                        fault -> told.add(trace(fault)));
    }

    @AfterEach
    void stop() throws Exception {
        end.close();
        counters.close();
        life.close();
        router.close();
        tasks.close();
        store.close();
    }

    private static Path write(Path secret, String text) throws IOException {
        Files.writeString(secret, text);
        return Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private static String trace(Throwable fault) {
        final StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private String asks(HttpClient who, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        final BodyPublisher publisher =
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + end.port() + path))
                        .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        final HttpResponse<String> answer = who.send(request.build(), BodyHandlers.ofString());
        final String text = answer.statusCode() + " " + answer.headers().map() + answer.body();
        told.add(text);
        return text;
    }

    private void gatun(String... words) {
        final Result result = router.gatun(List.of(words));
        told.add(result.out());
        told.add(result.err());
    }

    private static Set<String> paths(String document) {
        final Set<String> paths = new TreeSet<>();
        Pattern.compile("\"(/(?:v1/)?[a-z-]+)\"")
                .matcher(document)
                .results()
                .forEach(found -> paths.add(found.group(1)));
        paths.remove("/v1/watch"); // lasts
        return paths;
    }

    /** Everything over HTTP, in every way to be right and wrong. */
    private void asksEverything() throws IOException, InterruptedException {
        final Identity bare = new Identity(Optional.empty(), client.ca());
        try (HttpClient plain = HttpClient.newBuilder().sslContext(bare.context()).build();
                HttpClient carol = HttpClient.newBuilder().sslContext(client.context()).build()) {
            final Set<String> paths = paths(asks(plain, "GET", "/openapi.json", ""));
            assertThat(paths).contains("/v1/routes", "/v1/sessions", "/v1/get-configuration");
            for (final String path : paths) {
                asks(carol, "GET", path, "");
                asks(plain, "POST", path, "{}", "Authorization", "Bearer " + ADMIN);
                asks(plain, "GET", path, "", "Authorization", "Bearer " + STRANGER);
                asks(carol, "POST", path + "?access_token=" + READER, "{\"token\": \"x\"}");
                asks(carol, "POST", path, "{\"token\": \"" + ADMIN + "\"}");
            }
            for (final String path : List.of("/v1/ports", "/v1/put-route", "/metrics")) {
                asks(plain, "POST", path, "{}", "Authorization", "Bearer " + READER);
                asks(plain, "GET", path, "", "Authorization", "Basic " + ADMIN);
                asks(plain, "GET", path + "?access_token=" + ADMIN, "");
            }
        }
    }

    /** What the rest has left behind. */
    private void listsEverything() throws IOException, InterruptedException {
        try (HttpClient carol = HttpClient.newBuilder().sslContext(client.context()).build()) {
            for (final String path : paths(asks(carol, "GET", "/openapi.json", ""))) {
                asks(carol, "GET", path, "");
            }
        }
    }

    private void typesEverything() throws IOException {
        for (final String noun :
                List.of("ports", "interfaces", "routes", "tunables", "counters", "sessions")) {
            gatun("show", noun);
            gatun("show", noun, "-j");
        }
        final Path next = folder.resolve("next.yaml");
        Files.writeString(next, Files.readString(file) + "tunables: {ip_default_ttl: 70}\n");
        gatun("config", "plan", next.toString());
        gatun("config", "commit", next.toString(), "-m", "the next");
        gatun("config", "commit", tokens.toString()); // the wrong file
        gatun("config", "commit", server.own().orElseThrow().key().toString());
        gatun("config", "show");
        gatun("config", "show", "1", "-j");
        gatun("config", "history");
        gatun("config", "history", "-j");
        gatun("config", "diff", "1");
        gatun("trace", "--count", "1", "--wait", "0");
    }

    /** Files that a start refuses. */
    private void startsWithWrongFiles() throws IOException {
        final Path key = server.own().orElseThrow().key();
        final String good = Files.readString(key);
        final List<String> wrong =
                List.of(
                        "admin alice " + ADMIN + " more\n",
                        "admin alice " + ADMIN + "!\n",
                        "root alice " + ADMIN + "\n",
                        "admin " + ADMIN + "\n",
                        "admin " + ADMIN + " alice\n",
                        ADMIN + " admin alice\n",
                        "admin ali/ce " + ADMIN + "\n");
        for (final String text : wrong) {
            write(tokens, text);
            write(key, good.replaceFirst("\n[^-]{4}", "\n!!!!"));
            told.add(trace(catchThrowable(() -> new FileCheck().check(file))));
            told.add(trace(catchThrowable(() -> Tokens.read(tokens))));
            told.add(trace(catchThrowable(server::context)));
        }
        write(key, good);
        write(tokens, "admin alice " + ADMIN + "\n");
    }

    private List<String> secrets() throws IOException {
        final List<String> secrets = new ArrayList<>(List.of(ADMIN, READER, STRANGER));
        try (Stream<Path> files = Files.walk(folder.resolve("pki"))) {
            for (final Path key : files.filter(each -> each.toString().endsWith(".key")).toList()) {
                Files.readAllLines(key).stream()
                        .filter(line -> !line.startsWith("-----"))
                        .map(line -> line.substring(line.length() / 2))
                        .forEach(secrets::add);
            }
        }
        return secrets;
    }

    /** Revisions, counters, whatever else lies there. */
    private List<String> files() throws IOException {
        final List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path each : all.filter(Files::isRegularFile).toList()) {
                if (!each.equals(tokens) && !each.startsWith(folder.resolve("pki"))) {
                    texts.add(Files.readString(each, ISO_8859_1));
                }
            }
        }
        return texts;
    }

    @Test
    void tokensAndKeys_areToldToNobodyAndWrittenNowhere() throws Exception {
        asksEverything();
        typesEverything();
        listsEverything();
        final List<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(6);
        startsWithWrongFiles();

        router.faults().forEach(fault -> told.add(trace(fault)));
        final String all = String.join("\n", told);
        assertThat(all).contains("the next", "tokens: " + tokens, "carol", "key file ");
        final List<String> files = files();
        assertThat(files).hasSizeGreaterThan(3);
        for (final String secret : secrets) {
            assertThat(told).noneMatch(text -> text.contains(secret));
            assertThat(files).noneMatch(text -> text.contains(secret));
        }
    }
}
