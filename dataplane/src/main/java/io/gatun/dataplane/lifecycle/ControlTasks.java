package io.gatun.dataplane.lifecycle;

import io.gatun.dataplane.control.ConfigurationKeeper;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** What other threads want done on control's, which polls it from its duty cycle. */
public final class ControlTasks implements OnControl, AutoCloseable {

    private static final int CAPACITY = 16;

    private final ConfigurationKeeper keeper;
    private final ManyToOneConcurrentArrayQueue<Call<?>> calls =
            new ManyToOneConcurrentArrayQueue<>(CAPACITY);
    private volatile boolean closed;

    private record Call<T>(Task<T> task, CompletableFuture<T> result) {

        void run(ConfigurationKeeper keeper) {
            try {
                result.complete(task.run(keeper));
            } catch (RefusedException | RuntimeException e) { // the caller judges it
                result.completeExceptionally(e);
            }
        }

        void cancel() {
            result.completeExceptionally(
                    new RefusedException(RefusalCode.FAILED, "the router is about to end"));
        }
    }

    public ControlTasks(ConfigurationKeeper keeper) {
        this.keeper = keeper;
    }

    /** Does what waits, one thing at a time; returns the work done. Control thread only. */
    public int poll() {
        final Call<?> next = calls.poll();
        if (next == null) {
            return 0;
        }
        next.run(keeper);
        return 1;
    }

    @Override
    public <T> T call(Task<T> task) throws RefusedException {
        final Call<T> call = new Call<>(task, new CompletableFuture<>());
        if (!calls.offer(call)) {
            throw new RefusedException(
                    RefusalCode.BUSY, "the router has too much to do; try again");
        }
        if (closed) {
            call.cancel();
        }
        try {
            return call.result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw new RefusedException(refused.refusal());
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(RefusalCode.FAILED, "the router is about to end");
        }
    }

    /** Nobody polls any more: whoever waits is refused. */
    @Override
    public void close() {
        closed = true;
        calls.drain(Call::cancel);
    }
}
