package io.gatun.mgmt.channel;

import java.nio.channels.ByteChannel;
import java.time.Duration;

/** A client's end of a connection: reads and writes wait for the other end, but not for ever. */
interface ClientChannel extends ByteChannel {

    /** How long from now on; what takes longer ends in a SocketTimeoutException. */
    void patience(Duration longest);
}
