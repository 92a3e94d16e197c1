package io.gatun.mgmt.channel;

import java.io.IOException;
import java.time.Duration;

/** Where a router takes clients. */
public interface RouterAddress {

    /** What the router is called in messages. */
    String title();

    /** Connects; why it cannot is a sentence for a person. */
    ClientChannel open(Duration patience) throws IOException;
}
