package io.gatun.dataplane.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * One end of the TCP transfer, a program of its own so that it can run inside a host. It prints a
 * line {@code BYTES SHA-256} of what went over the connection; the receiver prints {@code
 * listening} before.
 */
public final class TransferEnd {

    private static final int CHUNK = 256 * 1024;

    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private final MessageDigest digest;
    private long bytes;

    private TransferEnd(MessageDigest digest) {
        this.digest = digest;
    }

    /** Arguments: {@code receive ADDRESS PORT}, or {@code send ADDRESS PORT BYTES}. */
    public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
        final var end = new TransferEnd(MessageDigest.getInstance("SHA-256"));
        final var address = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
        switch (arguments[0]) {
            case "receive" -> end.receive(address);
            case "send" -> end.send(address, Long.parseLong(arguments[3]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println(end.bytes + " " + HexFormat.of().formatHex(end.digest.digest()));
    }

    private void receive(InetSocketAddress address) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(address);
            System.out.println("listening");
            try (SocketChannel peer = server.accept()) {
                while (peer.read(chunk) >= 0) {
                    take(chunk.flip());
                    chunk.clear();
                }
            }
        }
    }

    private void send(InetSocketAddress address, long total) throws IOException {
        final var random = new SplittableRandom();
        try (SocketChannel peer = SocketChannel.open(address)) {
            while (bytes < total) {
                chunk.clear().limit((int) Math.min(CHUNK, total - bytes));
                random.nextBytes(chunk.array());
                take(chunk.duplicate());
                while (chunk.hasRemaining()) {
                    peer.write(chunk);
                }
            }
            peer.shutdownOutput();
            // the peer closes when it has everything
            peer.read(chunk.clear());
        }
    }

    private void take(ByteBuffer data) {
        bytes += data.remaining();
        digest.update(data);
    }
}
