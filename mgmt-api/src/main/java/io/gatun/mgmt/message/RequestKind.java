package io.gatun.mgmt.message;

import java.util.Locale;

/** The names messages go by on the channel. */
public final class RequestKind {

    private RequestKind() {}

    /** Such as {@code put-route}. */
    public static String of(Class<?> message) {
        return message.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
