package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.NotInThisVersion;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;

/** Timers and bounds of neighbor resolution, with Linux's names and units. */
@NotInThisVersion(
        keys = {"app_solicit", "mcast_resolicit"},
        because = "the router asks for neighbors itself, and a failed one from the beginning")
@NotInThisVersion(
        keys = {"anycast_delay", "proxy_delay", "proxy_qlen"},
        because = "the router answers at once, and for its own addresses alone")
@NotInThisVersion(
        keys = "unres_qlen_bytes",
        because = "packets that wait for a neighbor are counted, by unres_qlen, not weighed")
public record NeighborTunables(
        @Setting(
                        value =
                                "About how long a neighbor is taken to be reachable after it was heard; the"
                                        + " time itself is drawn between half and one and a half of it.",
                        unit = "ms",
                        fallback = "30000",
                        min = 1,
                        floor = "the least that does anything")
                int baseReachableTimeMs,
        @Setting(
                        value = "The time between two solicitations.",
                        unit = "ms",
                        fallback = "1000",
                        min = 10,
                        floor = "the least time between two solicitations")
                int retransTimeMs,
        @Setting(
                        value = "How often a neighbor that is not known is asked for.",
                        unit = "solicitations",
                        fallback = "3")
                int mcastSolicit,
        @Setting(
                        value =
                                "How often a neighbor that was known is asked whether it is still there.",
                        unit = "solicitations",
                        fallback = "3")
                int ucastSolicit,
        @Setting(
                        value = "How long a neighbor is waited for to be heard before it is asked.",
                        unit = "s",
                        fallback = "5")
                int delayFirstProbeTimeS,
        @Setting(
                        value = "How long a neighbor is kept that nobody uses, above gc_thresh1.",
                        unit = "s",
                        fallback = "60")
                int gcStaleTimeS,
        @Setting(
                        value =
                                "The packets that may wait for one neighbor; a further one drops the first.",
                        unit = "packets",
                        fallback = "101",
                        floor = "which holds no packet",
                        max = 4096,
                        ceiling = "the most packets that may wait for one neighbor")
                int unresQlen,
        @Setting(
                        value = "Up to so many neighbors none is removed.",
                        unit = "neighbors",
                        fallback = "16384",
                        min = 1,
                        floor = "the least that holds a neighbor",
                        max = 1 << 20,
                        ceiling = "the largest neighbor table")
                int gcThresh1,
        @Setting(
                        value =
                                "In a full table those unheard of for 5 s go, until so many are left.",
                        unit = "neighbors",
                        fallback = "32768",
                        min = 1,
                        floor = "the least that holds a neighbor",
                        max = 1 << 20,
                        ceiling = "the largest neighbor table")
                int gcThresh2,
        @Setting(
                        value = "The most neighbors of a family.",
                        unit = "neighbors",
                        fallback = "65536",
                        min = 1,
                        floor = "the least that holds a neighbor",
                        max = 1 << 20,
                        ceiling = "the largest neighbor table")
                int gcThresh3) {

    public static final NeighborTunables DEFAULT = Records.byDefault(NeighborTunables.class);
}
