package io.gatun.mgmt.channel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection within this process: what one end writes the other reads, a bounded number of bytes
 * later. Either end may be closed by any thread, which ends what both wait for.
 */
final class LocalPipe {

    private static final int BYTES = 1 << 16;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteBuffer toServer = ByteBuffer.allocate(BYTES); // as written to
    private final ByteBuffer toClient = ByteBuffer.allocate(BYTES);
    private boolean closed;

    /** For the session. */
    ByteChannel server() {
        return new End(toServer, toClient, FOR_EVER);
    }

    /** For whoever asks; what takes longer than the patience ends in a timeout. */
    ClientChannel client(Duration patience) {
        return new End(toClient, toServer, patience);
    }

    private final class End implements ClientChannel {

        private final ByteBuffer in;
        private final ByteBuffer out;
        private Duration patience;

        private End(ByteBuffer in, ByteBuffer out, Duration patience) {
            this.in = in;
            this.out = out;
            this.patience = patience;
        }

        @Override
        public void patience(Duration longest) {
            patience = longest;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            lock.lock();
            try {
                if (!into.hasRemaining()) {
                    return 0;
                }
                long leftNs = patience.toNanos();
                while (in.position() == 0 && !closed) {
                    leftNs = await(leftNs);
                }
                if (in.position() == 0) {
                    return -1;
                }
                in.flip();
                final int count = Math.min(in.remaining(), into.remaining());
                into.put(in.slice(in.position(), count));
                in.position(in.position() + count);
                in.compact();
                changed.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            lock.lock();
            try {
                long leftNs = patience.toNanos();
                while (!out.hasRemaining() && !closed) {
                    leftNs = await(leftNs);
                }
                if (closed) {
                    throw new ClosedChannelException();
                }
                final int count = Math.min(out.remaining(), from.remaining());
                out.put(from.slice(from.position(), count));
                from.position(from.position() + count);
                changed.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        @SuppressWarnings("WaitNotInLoop") // those who call it loop
        private long await(long leftNs) throws IOException {
            if (leftNs <= 0) {
                throw new SocketTimeoutException(
                        "control did not answer within " + patience.toMillis() + " ms");
            }
            try {
                return changed.awaitNanos(leftNs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new ClosedChannelException();
            }
        }

        @Override
        public boolean isOpen() {
            lock.lock();
            try {
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
