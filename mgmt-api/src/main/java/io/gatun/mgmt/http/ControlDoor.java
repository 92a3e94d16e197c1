package io.gatun.mgmt.http;

import io.gatun.mgmt.channel.RouterAddress;

/** How the requests of HTTP clients reach control: as sessions of their own. */
@FunctionalInterface
public interface ControlDoor {

    /** Where to open a session in somebody's name. */
    RouterAddress of(HttpCaller caller);
}
