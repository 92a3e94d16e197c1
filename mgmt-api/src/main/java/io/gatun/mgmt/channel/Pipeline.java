package io.gatun.mgmt.channel;

import io.gatun.mgmt.channel.ManagementClient.RowConsumer;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests that are sent without waiting for the answers to those before. The router begins them in
 * this order; answers are handed over as they come. While some are unanswered the client is used
 * through this alone.
 */
public final class Pipeline {

    private final ManagementClient client;
    private final int depth;
    private final Map<Integer, RowConsumer<Reply.Rows>> unanswered = new HashMap<>();

    Pipeline(ManagementClient client, int depth) {
        this.client = client;
        this.depth = depth;
    }

    /**
     * Sends a request, if need be when an earlier one is answered.
     *
     * @throws RefusedException where an earlier one was refused; the rest is given up
     */
    public <T extends Resource> void send(
            Request request, Class<T> row, RowConsumer<? super T> onRow)
            throws IOException, RefusedException {
        while (unanswered.size() >= depth) {
            hear();
        }
        unanswered.put(
                client.begin(request),
                rows -> {
                    for (final Resource each : rows.rows()) {
                        onRow.accept(row.cast(each));
                    }
                });
    }

    /** Waits until all are answered. */
    public void finish() throws IOException, RefusedException {
        while (!unanswered.isEmpty()) {
            hear();
        }
    }

    private void hear() throws IOException, RefusedException {
        final Frame frame = client.receive();
        final RowConsumer<Reply.Rows> onRows = unanswered.get(frame.requestId());
        if (onRows == null && frame.requestId() != Frame.NO_REQUEST) {
            return; // the rest of an answer that was given up
        }
        switch (MessageCodec.decodeReply(frame.payload())) {
            case Reply.Rows rows -> onRows.accept(rows);
            case Reply.Done _ -> unanswered.remove(frame.requestId());
            case Reply.Event _, Reply.Overrun _ -> {} // of a watch that was given up
            case Reply.Refusal refusal -> {
                unanswered.clear();
                throw new RefusedException(refusal);
            }
        }
    }
}
