package io.gatun.dataplane.telemetry;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.NeighborState;
import java.util.Locale;

/** Values of labels, as the field writes them. */
final class Labels {

    private Labels() {}

    static String of(AddressFamily family) {
        return family == AddressFamily.INET ? "ipv4" : "ipv6";
    }

    static String of(NeighborState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
