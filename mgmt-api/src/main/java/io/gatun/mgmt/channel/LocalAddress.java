package io.gatun.mgmt.channel;

import java.io.IOException;
import java.time.Duration;

/** Where this process itself opens sessions in somebody's name, through no socket. */
record LocalAddress(Sessions sessions, Peer peer) implements RouterAddress {

    @Override
    public String title() {
        return "the router";
    }

    @Override
    public ClientChannel open(Duration patience) throws IOException {
        final LocalPipe pipe = new LocalPipe();
        if (!sessions.add(pipe.server(), peer)) {
            throw new IOException(sessions.areAllInUse());
        }
        return pipe.client(patience);
    }
}
