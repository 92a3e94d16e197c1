package io.gatun.mgmt.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** One HTTP request and its answer. Owned by the thread that answers it. */
public final class HttpCall {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final long NOT = Long.MIN_VALUE;
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    private final HttpExchange exchange;
    private final HttpLimits limits;
    private final Thread thread = Thread.currentThread();
    private boolean isBodyTaken;
    private volatile long waitingSinceNs = NOT; // own thread writes, watch reads

    HttpCall(HttpExchange exchange, HttpLimits limits) {
        this.exchange = exchange;
        this.limits = limits;
    }

    HttpLimits limits() {
        return limits;
    }

    HttpExchange exchange() {
        return exchange;
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    /** Whether the client wants to read; HEAD is GET without the body. */
    public boolean isGet() {
        return method().equals("GET") || method().equals("HEAD");
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The client's, which an authority of the server has signed; absent where it showed none. */
    Optional<X509Certificate> certificate() {
        if (exchange instanceof HttpsExchange secure) {
            try {
                return Optional.of(
                        (X509Certificate) secure.getSSLSession().getPeerCertificates()[0]);
            } catch (SSLPeerUnverifiedException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The values after the question mark, each key once. */
    Map<String, String> query() throws RefusedException {
        final Map<String, String> values = new LinkedHashMap<>();
        final String query = exchange.getRequestURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (final String pair : query.split("&", -1)) {
            final int equals = pair.indexOf('=');
            final String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
            final String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.put(key, value) != null) {
                throw new RefusedException(
                        new Refusal(
                                RefusalCode.MALFORMED,
                                key,
                                value,
                                "once",
                                "'" + key + "' stands twice in the query; say it once"));
            }
        }
        return values;
    }

    private static String decoded(String text) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusalCode.MALFORMED, "the query is not encoded as a URL: " + e.getMessage());
        }
    }

    /** The whole body, if it keeps to the bound. */
    byte[] body() throws IOException, RefusedException {
        isBodyTaken = true;
        final Optional<String> length = header("Content-Length");
        if (length.isPresent() && isAboveBound(length.get())) {
            throw tooLarge(length.get());
        }
        waitingSinceNs = System.nanoTime();
        final byte[] body = exchange.getRequestBody().readNBytes(limits.bodyBytes() + 1);
        waitingSinceNs = NOT;
        if (body.length > limits.bodyBytes()) {
            throw tooLarge("more than " + limits.bodyBytes());
        }
        return body;
    }

    private boolean isAboveBound(String length) {
        try {
            return Long.parseLong(length) > limits.bodyBytes();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private RefusedException tooLarge(String bytes) {
        exchange.getResponseHeaders().set("Connection", "close"); // the rest is not read
        return new RefusedException(
                new Refusal(
                        RefusalCode.TOO_LARGE,
                        "body",
                        bytes,
                        "0.." + limits.bodyBytes(),
                        "the body has "
                                + bytes
                                + " bytes, above "
                                + limits.bodyBytes()
                                + "; send several requests"));
    }

    void set(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
    }

    /** The server ends a connection on which something is left unread; the client is to know. */
    private void endWhereBodyIsLeft() {
        final boolean hasBody =
                header("Transfer-Encoding").isPresent()
                        || header("Content-Length")
                                .filter(length -> !length.equals("0"))
                                .isPresent();
        if (hasBody && !isBodyTaken) {
            set("Connection", "close");
        }
    }

    void sendNothing() throws IOException {
        endWhereBodyIsLeft();
        exchange.sendResponseHeaders(204, NO_BODY);
    }

    public void send(int status, String type, byte[] body) throws IOException {
        endWhereBodyIsLeft();
        set("Content-Type", type);
        if (method().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
        waitingSinceNs = System.nanoTime();
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        waitingSinceNs = NOT;
    }

    void sendJson(int status, Object value) throws IOException {
        send(status, JSON, (JsonText.pretty(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void send(Refusal refusal) throws IOException {
        final int status = Status.of(refusal.code());
        if (status == Status.UNAVAILABLE) {
            set("Retry-After", "1");
        }
        sendJson(status, refusal);
    }

    /** Whether the answer has begun: a refusal comes too late then. */
    boolean hasBegun() {
        return exchange.getResponseCode() != NO_BODY;
    }

    /** A body of unknown length; ending the connection instead of the stream tells of a failure. */
    OutputStream stream(String type) throws IOException {
        endWhereBodyIsLeft();
        set("Content-Type", type);
        exchange.sendResponseHeaders(200, CHUNKED);
        return new WatchedStream(exchange.getResponseBody());
    }

    /** Tells how long the client has let this thread wait. */
    private final class WatchedStream extends FilterOutputStream {

        private WatchedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            waitingSinceNs = System.nanoTime();
            out.write(bytes, from, length);
            waitingSinceNs = NOT;
        }

        @Override
        public void flush() throws IOException {
            waitingSinceNs = System.nanoTime();
            out.flush();
            waitingSinceNs = NOT;
        }

        @Override
        public void close() throws IOException {
            waitingSinceNs = System.nanoTime();
            out.close();
            waitingSinceNs = NOT;
        }
    }

    /** Ends a call whose client does not read: an interrupted thread closes the channel. */
    void endIfStalled(long nowNs) {
        final long since = waitingSinceNs;
        if (since != NOT && nowNs - since > limits.stall().toNanos()) {
            thread.interrupt();
        }
    }
}
