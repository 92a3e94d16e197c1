package io.gatun.dataplane.demo;

import io.gatun.dataplane.table.Family;

/** From one host to another, by one version of IP. */
record Direction(Host from, Host to, Family family) {

    String source() {
        return from.subnet(family).address();
    }

    String destination() {
        return to.subnet(family).address();
    }

    /** The router's address on the sender's link. */
    String router() {
        return from.subnet(family).router();
    }

    /** An address of the destination's link that nobody has. */
    String vacant() {
        return to.subnet(family).vacant();
    }

    /** "-4" or "-6", as ping and traceroute have it. */
    String option() {
        return switch (family) {
            case IPV4 -> "-4";
            case IPV6 -> "-6";
        };
    }

    /** "ping from west" becomes "IPv6 ping from west". */
    String named(String what) {
        final String version =
                switch (family) {
                    case IPV4 -> "IPv4";
                    case IPV6 -> "IPv6";
                };
        return "%s %s".formatted(version, what);
    }
}
