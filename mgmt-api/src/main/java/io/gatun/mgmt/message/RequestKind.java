package io.gatun.mgmt.message;

import java.util.Locale;
import java.util.stream.Stream;

/** The names messages go by on the channel. */
public final class RequestKind {

    private RequestKind() {}

    /** Such as {@code put-route}. */
    public static String of(Class<?> message) {
        return message.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Whose role includes this may ask it. */
    public static Role permission(Class<? extends Request> type) {
        return type.isAnnotationPresent(ReadOnly.class) ? Role.READ_ONLY : Role.ADMIN;
    }

    /** The record of every request there is. */
    public static Stream<Class<? extends Request>> all() {
        return records(Request.class);
    }

    private static Stream<Class<? extends Request>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RequestKind::records)
                : Stream.of(type.asSubclass(Request.class));
    }
}
