package io.gatun.mgmt.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.model.ListenAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.agrona.ErrorHandler;

/**
 * A small HTTP server: the JDK's, a virtual thread for each request. Requests, bodies, headers,
 * connections and the time a client may take are bounded.
 */
public final class HttpEnd implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int WATCHES_PER_STALL = 4;

    static {
        // of the whole process, and only before its first server
        bound("jdk.httpserver.maxConnections", 256);
        bound("sun.net.httpserver.maxIdleConnections", 64);
        bound("sun.net.httpserver.idleInterval", 30); // seconds
        bound("sun.net.httpserver.maxReqTime", 10); // seconds until head and body are there
        bound("sun.net.httpserver.maxReqHeaders", 64);
        bound("sun.net.httpserver.maxReqHeaderSize", 16 * 1024);
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final HttpLimits limits;
    private final Responder responder;
    private final ErrorHandler faults;
    private final Semaphore requests;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<HttpCall> calls = ConcurrentHashMap.newKeySet();
    private final Thread watch = Thread.ofVirtual().name("http-watch").unstarted(this::watch);

    private HttpEnd(
            HttpServer server, HttpLimits limits, Responder responder, ErrorHandler faults) {
        this.server = server;
        this.limits = limits;
        this.responder = responder;
        this.faults = faults;
        requests = new Semaphore(limits.requests());
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    private static void bound(String property, int value) {
        System.setProperty(property, Integer.toString(value));
    }

    /**
     * Listens. Call it before any thread is pinned: the carriers of virtual threads inherit the
     * affinity of the thread that starts them.
     *
     * @param tls absent for plain HTTP
     * @param faults told of what the responder threw; the client gets a refusal
     */
    public static HttpEnd open(
            ListenAddress at,
            Optional<HttpTls> tls,
            HttpLimits limits,
            Responder responder,
            ErrorHandler faults)
            throws IOException {
        final HttpServer server;
        try {
            server =
                    tls.isEmpty() ? HttpServer.create(at.socket(), BACKLOG) : secure(at, tls.get());
        } catch (IOException e) {
            throw new IOException("cannot listen on " + at + ": " + e.getMessage(), e);
        }
        final HttpEnd end = new HttpEnd(server, limits, responder, faults);
        server.start();
        end.watch.start();
        return end;
    }

    private static HttpServer secure(ListenAddress at, HttpTls tls) throws IOException {
        final HttpsServer server = HttpsServer.create(at.socket(), BACKLOG);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls.context()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        final SSLParameters ours = getSSLContext().getDefaultSSLParameters();
                        ours.setProtocols(new String[] {"TLSv1.3"});
                        ours.setWantClientAuth(tls.asksForCertificate());
                        parameters.setSSLParameters(ours);
                    }
                });
        return server;
    }

    /** The port it listens on, which the system chose if 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        final HttpCall call = new HttpCall(exchange, limits);
        if (requests.tryAcquire()) {
            calls.add(call);
            try {
                respond(call);
            } finally {
                calls.remove(call);
                requests.release();
            }
        } else {
            call.send(
                    Refusal.of(
                            RefusalCode.BUSY,
                            limits.requests() + " requests are answered already; try again"));
        }
        exchange.close(); // not after an exception: the server then ends the connection as it is
    }

    private void respond(HttpCall call) throws IOException {
        try {
            responder.respond(call);
        } catch (RefusedException e) {
            if (call.hasBegun()) {
                throw new IOException("refused in the middle: " + e.getMessage(), e);
            }
            call.send(e.refusal());
        } catch (RuntimeException e) { // a fault of ours must not take the server along
            faults.onError(e);
            if (call.hasBegun()) {
                throw new IOException("failed in the middle", e);
            }
            call.send(
                    Refusal.of(
                            RefusalCode.FAILED, "the router could not answer; its log says why"));
        }
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(limits.stall().toNanos() / WATCHES_PER_STALL);
                final long nowNs = System.nanoTime();
                calls.forEach(call -> call.endIfStalled(nowNs));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        server.stop(0);
        threads.shutdownNow();
    }
}
