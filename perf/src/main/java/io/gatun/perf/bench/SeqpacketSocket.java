package io.gatun.perf.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A connected AF_UNIX socket of type SOCK_SEQPACKET: one send is one message, one receive takes one
 * (unix(7)). The JDK opens only stream sockets of that family, so this speaks to libc. Belongs to
 * one thread.
 */
final class SeqpacketSocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** struct sockaddr_un: the family, then a path that ends with a zero byte within 108 bytes. */
    private static final int PATH_AT = 2;

    private static final int PATH_CAPACITY = 108;

    private static final int LONGEST_MESSAGE = 1 << 16;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            libc("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT =
            libc("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            libc("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND =
            libc("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV =
            libc("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = libc("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle STRERROR = strerror();

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment callState = arena.allocate(CALL_STATE);
    private final MemorySegment message = arena.allocate(LONGEST_MESSAGE);
    private final Path path;
    private final int descriptor;

    private SeqpacketSocket(Path path) throws IOException {
        this.path = path;
        this.descriptor = (int) call("socket", SOCKET, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    }

    static SeqpacketSocket connect(Path path, Duration answerWithin) throws IOException {
        final SeqpacketSocket socket = new SeqpacketSocket(path);
        try {
            socket.limitReceive(answerWithin);
            socket.connect();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void send(String text) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, message, JAVA_BYTE, 0, bytes.length);
        call("send", SEND, descriptor, message, (long) bytes.length, MSG_NOSIGNAL);
    }

    /** The next message; an empty one when the peer has closed. */
    String receive() throws IOException {
        final long length =
                call("recv", RECV, descriptor, message, (long) LONGEST_MESSAGE, MSG_TRUNC);
        if (length > LONGEST_MESSAGE) {
            throw new IOException(
                    "a message of "
                            + length
                            + " bytes from "
                            + path
                            + " is above "
                            + LONGEST_MESSAGE);
        }
        final byte[] bytes = message.asSlice(0, length).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            call("close", CLOSE, descriptor);
        } catch (IOException ignored) {
            // close(2) gives the descriptor back whatever it returns
        } finally {
            arena.close();
        }
    }

    private void limitReceive(Duration limit) throws IOException {
        final MemorySegment timeval = arena.allocate(JAVA_LONG, 2);
        timeval.setAtIndex(JAVA_LONG, 0, limit.toSeconds());
        timeval.setAtIndex(JAVA_LONG, 1, limit.toNanosPart() / 1_000);
        call("setsockopt", SETSOCKOPT, descriptor, SOL_SOCKET, SO_RCVTIMEO, timeval, 16);
    }

    private void connect() throws IOException {
        final byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length >= PATH_CAPACITY) {
            throw new IOException(
                    "socket path " + path + " has " + name.length + " bytes, above 107 (unix(7))");
        }
        final MemorySegment address = arena.allocate(PATH_AT + PATH_CAPACITY);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, PATH_AT, name.length);
        call("connect", CONNECT, descriptor, address, PATH_AT + name.length + 1);
    }

    private long call(String name, MethodHandle function, Object... arguments) throws IOException {
        final Object[] withState = new Object[arguments.length + 1];
        withState[0] = callState;
        System.arraycopy(arguments, 0, withState, 1, arguments.length);
        final long result;
        try {
            result = ((Number) function.invokeWithArguments(withState)).longValue();
        } catch (Throwable e) {
            throw new AssertionError(name + " does not fit its descriptor", e);
        }
        if (result < 0) {
            throw new IOException(
                    name + " on " + path + ": " + words((int) ERRNO.get(callState, 0L)));
        }
        return result;
    }

    private static String words(int errno) {
        try {
            final MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.getString(0);
        } catch (Throwable e) {
            throw new AssertionError("strerror does not fit its descriptor", e);
        }
    }

    @SuppressWarnings("restricted") // libc's own functions, described as POSIX has them
    private static MethodHandle libc(String name, MemoryLayout result, MemoryLayout... arguments) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    @SuppressWarnings(
            "restricted") // strerror returns a C string of libc's own, ended by a zero byte
    private static MethodHandle strerror() {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strerror"),
                FunctionDescriptor.of(
                        ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(256, JAVA_BYTE)),
                        JAVA_INT));
    }
}
