package io.gatun.dataplane.node;

import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.table.TablesView;

/** Whether a source can have come in by an interface, as that interface's rp_filter asks. */
public final class ReversePath {

    private static final int OFF = 0;
    private static final int STRICT = 1;

    private ReversePath() {}

    /** Strict is RFC 3704 §2.2, loose §2.4; nobody, 0.0.0.0, comes from anywhere. */
    public static boolean accepts(TablesView tables, int ingress, int source, int tos) {
        final int mode = tables.interfaces().at(ingress).reversePath();
        if (mode == OFF || source == 0) {
            return true;
        }
        final int route = tables.route4(source, tos);
        if (!RouteResult.isForward(route)) {
            return route == RouteResult.LOCAL;
        }
        return mode != STRICT || tables.adjacencies().interfaceIndex(route) == ingress;
    }
}
