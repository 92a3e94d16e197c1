package io.gatun.mgmt.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A TLS connection whose handshake is done. One thread may read while another writes. It is closed
 * by its TCP connection, which ends what other threads wait for; TLS's own farewell would wait for
 * a peer that does not read.
 */
final class TlsChannel implements ClientChannel {

    private final Socket tcp;
    private final InputStream in;
    private final OutputStream out;
    private volatile Duration patience = Duration.ZERO;

    /**
     * Waits for ever, until {@link #patience} says how long.
     *
     * @param tcp below it
     */
    TlsChannel(Socket tcp, SSLSocket tls) throws IOException {
        this.tcp = tcp;
        this.in = tls.getInputStream();
        this.out = tls.getOutputStream();
    }

    @Override
    public void patience(Duration longest) {
        patience = longest;
        try {
            tcp.setSoTimeout(Math.toIntExact(Math.max(1, longest.toMillis())));
        } catch (IOException e) {
            // closed: the next read says so
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        final int count =
                in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (count > 0) {
            into.position(into.position() + count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        final int count = from.remaining();
        if (patience.isZero()) {
            write(from, count);
            return count;
        }
        final Thread watch = Thread.ofVirtual().start(this::closeWhenLate);
        try {
            write(from, count);
        } catch (IOException e) {
            if (watch.isAlive()) {
                throw e;
            }
            throw new SocketTimeoutException(
                    "the router did not read for " + patience.toMillis() + " ms");
        } finally {
            watch.interrupt();
        }
        return count;
    }

    private void write(ByteBuffer from, int count) throws IOException {
        out.write(from.array(), from.arrayOffset() + from.position(), count);
        out.flush();
        from.position(from.position() + count);
    }

    private void closeWhenLate() {
        try {
            TimeUnit.NANOSECONDS.sleep(patience.toNanos());
            close();
        } catch (InterruptedException | IOException e) {
            // it was written in time, or is closed
        }
    }

    @Override
    public boolean isOpen() {
        return !tcp.isClosed();
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
