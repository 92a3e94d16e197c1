package io.gatun.mgmt.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as people read them. */
final class TimeText {

    private static final DateTimeFormatter OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private TimeText() {}

    /** Hours to microseconds of nanoseconds since 1970, where this machine is. */
    static String ofDay(long timeNs) {
        return OF_DAY.format(Instant.ofEpochSecond(0, timeNs));
    }
}
