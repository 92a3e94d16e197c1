package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * Carries batches from one thread to another and the empty ones back. All its batches exist from
 * the start, so it is bounded and sending allocates nothing. One producer, one consumer.
 */
public final class BatchRing {

    private final SpscVarHandleArrayQueue<PacketBatch> filled;
    private final SpscVarHandleArrayQueue<PacketBatch> empties;

    public BatchRing(int batches, int vector) {
        filled = new SpscVarHandleArrayQueue<>(batches);
        empties = new SpscVarHandleArrayQueue<>(batches);
        for (int i = 0; i < batches; i++) {
            empties.offer(new PacketBatch(vector));
        }
    }

    /** By the producer: a batch to fill, or null when the consumer has all of them. */
    public PacketBatch empty() {
        return empties.poll();
    }

    /** By the producer: hands over a batch that {@link #empty} gave. */
    public void send(PacketBatch batch) {
        if (!filled.offer(batch)) {
            throw new IllegalStateException("a batch that is not of this ring");
        }
    }

    /** By the consumer: the next batch, or null. */
    public PacketBatch receive() {
        return filled.poll();
    }

    /** By the consumer: gives a batch back whose packets have gone on. */
    public void recycle(PacketBatch batch) {
        batch.clear();
        if (!empties.offer(batch)) {
            throw new IllegalStateException("a batch that is not of this ring");
        }
    }
}
