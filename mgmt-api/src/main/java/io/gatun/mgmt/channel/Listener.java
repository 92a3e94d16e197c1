package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/**
 * Accepts clients of the router's own user and root, and keeps their sessions within the limits.
 * Its threads are virtual: one accepts, one closes sessions that stand still inside a frame.
 */
final class Listener implements AutoCloseable {

    private static final long WATCHES_PER_STALL = 4;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final RouterSocket socket;
    private final UserPrincipal owner;
    private final Limits limits;
    private final Session.Inbox inbox;
    private final ServerSocketChannel server;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Thread watch;
    private long nextSession; // accepting thread only

    private Listener(
            RouterSocket socket, Limits limits, Session.Inbox inbox, ServerSocketChannel server)
            throws IOException {
        this.socket = socket;
        owner = Files.getOwner(socket.path());
        this.limits = limits;
        this.inbox = inbox;
        this.server = server;
        watch = Thread.ofVirtual().name("mgmt-watch").unstarted(this::watchStalled);
    }

    static Listener open(RouterSocket socket, Limits limits, Session.Inbox inbox)
            throws IOException {
        makeFolder(socket.path().getParent());
        if (Files.exists(socket.path())) {
            if (socket.isAlive()) {
                throw new IOException(
                        "router '"
                                + socket.router()
                                + "' runs already ("
                                + socket.path()
                                + " answers); stop it, or give this one another name under router: name");
            }
            Files.delete(socket.path());
        }
        final Listener listener = new Listener(socket, limits, inbox, bind(socket));
        Thread.ofVirtual().name("mgmt-accept").start(listener::accept);
        listener.watch.start();
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
                            + " cannot be made by this user; run as root, or set GATUN_RUN_DIR to one that can",
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
        sessions.values().removeIf(Session::isClosed);
        if (!isTrusted(channel)) {
            turnAway(channel, "only the router's own user and root may talk to it");
        } else if (sessions.size() >= limits.sessions() && !closeMostIdle()) {
            turnAway(
                    channel,
                    "all " + limits.sessions() + " sessions of the router are in use; try again");
        } else {
            final Session session = new Session(nextSession++, channel, limits, inbox);
            sessions.put(nextSession - 1, session);
            session.start();
        }
    }

    /**
     * The file's mode is set just after the socket opens; the peer's credentials have no such gap.
     */
    private boolean isTrusted(SocketChannel channel) throws IOException {
        final UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return peer.equals(owner) || "root".equals(peer.getName());
    }

    private boolean closeMostIdle() {
        final long nowNs = System.nanoTime();
        final Optional<Session> idlest =
                sessions.values().stream()
                        .max(Comparator.comparingLong(session -> session.idleNs(nowNs)))
                        .filter(session -> session.idleNs(nowNs) > limits.idle().toNanos());
        idlest.ifPresent(Session::close);
        sessions.values().removeIf(Session::isClosed);
        return idlest.isPresent();
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

    private void watchStalled() {
        try {
            while (server.isOpen()) {
                TimeUnit.NANOSECONDS.sleep(limits.stall().toNanos() / WATCHES_PER_STALL);
                final long nowNs = System.nanoTime();
                sessions.values().stream()
                        .filter(session -> session.isStalled(nowNs))
                        .forEach(Session::close);
                sessions.values().removeIf(Session::isClosed);
            }
        } catch (InterruptedException e) {
            // closed
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
        watch.interrupt();
        sessions.values().forEach(Session::close);
    }
}
