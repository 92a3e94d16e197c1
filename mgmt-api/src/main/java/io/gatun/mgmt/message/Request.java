package io.gatun.mgmt.message;

import io.gatun.mgmt.model.ResourceKind;
import java.util.Objects;
import java.util.Optional;

/** What a client asks of a router; each request is answered by rows and one last reply. */
public sealed interface Request {

    /** Every resource of one kind, as they are now. */
    record ListResources(ResourceKind kind) implements Request {

        public ListResources {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * Records the way of the next packets that come in, and forgets those of an earlier trace.
     *
     * @param port where they come in; absent is any port
     */
    record StartTrace(Optional<String> port, int count) implements Request {

        public static final int MAX_COUNT = 10_000;

        public StartTrace {
            Objects.requireNonNull(port, "port");
            if (count < 1 || count > MAX_COUNT) {
                throw new OutOfBoundsException("count", Integer.toString(count), "1.." + MAX_COUNT);
            }
        }
    }

    /** Records no more packets; what was recorded stays to be listed. */
    record StopTrace() implements Request {}
}
