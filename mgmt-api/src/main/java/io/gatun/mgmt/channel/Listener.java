package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Accepts clients of the router's own user and root, in a virtual thread. */
final class Listener implements AutoCloseable {

    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final RouterSocket socket;
    private final UserPrincipal owner;
    private final Sessions sessions;
    private final ServerSocketChannel server;

    private Listener(RouterSocket socket, Sessions sessions, ServerSocketChannel server)
            throws IOException {
        this.socket = socket;
        owner = Files.getOwner(socket.path());
        this.sessions = sessions;
        this.server = server;
    }

    static Listener open(RouterSocket socket, Sessions sessions) throws IOException {
        makeFolder(socket.path().getParent());
        if (Files.exists(socket.path())) {
            if (socket.isAlive()) {
                throw new IOException(
                        "router '"
                                + socket.router()
                                + "' runs already ("
                                + socket.path()
                                + " answers); stop it, or give this one another name under router:"
                                + " name");
            }
            Files.delete(socket.path());
        }
        final Listener listener = new Listener(socket, sessions, bind(socket));
        Thread.ofVirtual().name("mgmt-accept").start(listener::accept);
        return listener;
    }

    private static ServerSocketChannel bind(RouterSocket socket) throws IOException {
        final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(socket.address());
            Files.setPosixFilePermissions(
                    socket.path(), PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "socket " + socket.path() + " cannot be opened for clients: " + e.getMessage(),
                    e);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(
                    "folder "
                            + folder
                            + " cannot be made by this user; run as root, or set GATUN_RUN_DIR to"
                            + " one that can",
                    e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                welcome(server.accept());
            } catch (IOException e) {
                // the client has gone, the server is closed, or file descriptors ran out
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    private void welcome(SocketChannel channel) throws IOException {
        final Optional<Peer> peer = peer(channel);
        if (peer.isEmpty()) {
            turnAway(channel, "only the router's own user and root may talk to it");
        } else if (!sessions.add(channel, peer.get())) {
            turnAway(channel, sessions.areAllInUse());
        }
    }

    /**
     * The file's mode is set just after the socket opens; the peer's credentials have no such gap.
     */
    private Optional<Peer> peer(SocketChannel channel) throws IOException {
        final UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(owner) || "root".equals(user.getName())
                ? Optional.of(new Peer(user.getName(), Role.ADMIN, "unix"))
                : Optional.empty();
    }

    /** A single small frame fits in the fresh socket's buffer, so this does not wait. */
    private static void turnAway(SocketChannel channel, String sentence) throws IOException {
        try (channel) {
            channel.write(
                    Frame.of(
                                    Frame.NO_REQUEST,
                                    MessageCodec.encode(Refusal.of(RefusalCode.BUSY, sentence)))
                            .toBytes());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket.path());
        } catch (IOException e) {
            // the next router of this name finds the file dead and removes it
        }
    }
}
