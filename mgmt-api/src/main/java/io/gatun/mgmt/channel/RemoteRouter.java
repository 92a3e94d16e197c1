package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A router that is reached over TCP with TLS 1.3. */
public final class RemoteRouter implements RouterAddress {

    private static final int GREETING_BYTES = 1 << 16;

    private final String host;
    private final int port;
    private final Identity identity;

    private RemoteRouter(String host, int port, Identity identity) {
        this.host = host;
        this.port = port;
        this.identity = identity;
    }

    /**
     * One by its address.
     *
     * @param address {@code HOST}, {@code HOST:PORT} or {@code [IPV6]:PORT}
     */
    public static RemoteRouter at(String address, Identity identity) {
        final int colon = address.lastIndexOf(':');
        final boolean isBare = colon < 0 || address.endsWith("]");
        final boolean isBareIpv6 = colon != address.indexOf(':') && !address.startsWith("[");
        if (isBare || isBareIpv6) {
            return new RemoteRouter(unbracketed(address), RemoteEnd.PORT, identity);
        }
        return new RemoteRouter(
                unbracketed(address.substring(0, colon)),
                port(address.substring(colon + 1)),
                identity);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static int port(String text) {
        try {
            final int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("port '" + text + "' is not within 1..65535");
    }

    @Override
    public String title() {
        return "router at " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public ClientChannel open(Duration patience) throws IOException {
        final Socket tcp = connect(patience);
        try {
            return secure(tcp, patience);
        } catch (SSLException e) {
            tcp.close();
            throw new IOException(TlsFailure.sentence(e, this, identity), e);
        } catch (SocketTimeoutException e) {
            tcp.close();
            throw new IOException(
                    title() + " did not greet within " + patience.toMillis() + " ms", e);
        } catch (SocketException e) {
            tcp.close();
            throw new IOException(title() + " broke off the handshake: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private Socket connect(Duration patience) throws IOException {
        final InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("no address is known of host '" + host + "'");
        }
        final Socket tcp = new Socket();
        try {
            tcp.connect(address, Math.toIntExact(patience.toMillis()));
            tcp.setTcpNoDelay(true);
            tcp.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return tcp;
        } catch (ConnectException e) {
            tcp.close();
            throw new IOException(
                    title()
                            + " takes no connection; does it run, with management: { listen: ... }"
                            + " in its configuration?",
                    e);
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            tcp.close();
            throw new IOException(title() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private ClientChannel secure(Socket tcp, Duration patience) throws IOException {
        final SSLSocket tls =
                (SSLSocket)
                        identity.context().getSocketFactory().createSocket(tcp, host, port, true);
        final SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name in the certificate
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        final TlsChannel channel = new TlsChannel(tcp, tls);
        channel.patience(patience);
        awaitGreeting(channel);
        return channel;
    }

    /** In TLS 1.3 a client learns only after its handshake whether its certificate is taken. */
    private void awaitGreeting(TlsChannel channel) throws IOException {
        try {
            final Reply greeting =
                    MessageCodec.decodeReply(
                            new FrameReader(channel, GREETING_BYTES)
                                    .read()
                                    .orElseThrow(() ->
                                            new IOException(
                                                    title()
                                                            + " closed the session before it began;"
                                                            + " try again"))
                                    .payload());
            if (greeting instanceof Reply.Refusal refusal) {
                throw new IOException(title() + ": " + refusal.sentence());
            }
        } catch (RefusedException e) {
            throw new IOException(title() + " does not greet as a router does", e);
        }
    }
}
