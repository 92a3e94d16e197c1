package io.gatun.mgmt.channel;

import io.gatun.mgmt.pki.Identity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * Where and how a router takes clients of other machines.
 *
 * @param identity its certificate and key, and the authorities whose clients it takes
 * @param refused serial numbers of certificates it takes no more, in hexadecimal digits
 * @param handshake how long one may last
 */
public record RemoteEnd(
        InetSocketAddress address, Identity identity, Set<String> refused, Duration handshake) {

    public static final int PORT = 4653;

    /** Of the handshake. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    public RemoteEnd {
        refused = Set.copyOf(refused);
    }
}
