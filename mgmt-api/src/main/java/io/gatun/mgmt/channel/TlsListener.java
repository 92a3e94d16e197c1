package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.pki.CertificateHolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Accepts clients over TCP whose certificate an authority of the router has signed (TLS 1.3, RFC
 * 8446). One virtual thread accepts, one more for each handshake; so many of these at once, and so
 * long each.
 */
final class TlsListener implements AutoCloseable {

    private static final int HANDSHAKES = 16;
    private static final int WAITING = 64;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final RemoteEnd end;
    private final SSLContext context;
    private final Sessions sessions;
    private final ServerSocket server;
    private final Semaphore handshakes = new Semaphore(HANDSHAKES);

    private TlsListener(RemoteEnd end, SSLContext context, Sessions sessions, ServerSocket server) {
        this.end = end;
        this.context = context;
        this.sessions = sessions;
        this.server = server;
    }

    static TlsListener open(RemoteEnd end, Sessions sessions) throws IOException {
        final SSLContext context = end.identity().context();
        final ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(end.address(), WAITING);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "management cannot listen at " + text(end.address()) + ": " + e.getMessage(),
                    e);
        }
        final TlsListener listener = new TlsListener(end, context, sessions, server);
        Thread.ofVirtual().name("mgmt-tls-accept").start(listener::accept);
        return listener;
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Where it listens, the port given by the system where 0 was asked for. */
    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                final Socket tcp = server.accept();
                if (handshakes.tryAcquire()) {
                    Thread.ofVirtual().name("mgmt-tls-handshake").start(() -> welcome(tcp));
                } else {
                    tcp.close();
                }
            } catch (IOException e) {
                // the client has gone, the server is closed, or file descriptors ran out
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    private void welcome(Socket tcp) {
        final Thread watch = Thread.ofVirtual().start(() -> closeAfter(end.handshake(), tcp));
        try {
            greet(tcp);
        } catch (IOException | RuntimeException e) {
            closeNow(tcp); // no client of ours; its end knows why
        } finally {
            watch.interrupt();
            handshakes.release();
        }
    }

    private static void closeAfter(Duration longest, Socket tcp) {
        try {
            TimeUnit.NANOSECONDS.sleep(longest.toNanos());
            closeNow(tcp);
        } catch (InterruptedException e) {
            // it was quick enough
        }
    }

    private static void closeNow(Socket tcp) {
        try {
            tcp.close();
        } catch (IOException e) {
            // closed all the same
        }
    }

    private void greet(Socket tcp) throws IOException {
        tcp.setTcpNoDelay(true);
        tcp.setKeepAlive(true);
        final SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, false);
        tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        tls.setNeedClientAuth(true);
        try {
            tls.startHandshake();
        } catch (IOException e) {
            leave(tcp);
            throw e;
        }
        final X509Certificate certificate =
                (X509Certificate) tls.getSession().getPeerCertificates()[0];
        final TlsChannel channel = new TlsChannel(tcp, tls);
        // the client waits for this before it sends, so that a refused certificate reaches it
        try {
            final CertificateHolder holder = CertificateHolder.of(certificate, end.refused());
            write(channel, new Reply.Done());
            if (sessions.add(channel, peer(holder, tcp))) {
                return;
            }
            write(channel, Refusal.of(RefusalCode.BUSY, sessions.areAllInUse()));
        } catch (RefusedException e) {
            write(channel, e.refusal());
        }
        tls.close();
        leave(tcp);
        tcp.close();
    }

    /** Reads what still comes until the client has read why and goes: a reset would lose it. */
    private static void leave(Socket tcp) throws IOException {
        tcp.shutdownOutput();
        tcp.getInputStream().skipNBytes(Long.MAX_VALUE);
    }

    private static Peer peer(CertificateHolder holder, Socket tcp) {
        return new Peer(
                holder.name(),
                holder.role(),
                tcp.getInetAddress().getHostAddress() + ":" + tcp.getPort());
    }

    private static void write(TlsChannel channel, Reply reply) throws IOException {
        channel.write(Frame.of(Frame.NO_REQUEST, MessageCodec.encode(reply)).toBytes());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
