package io.gatun.mgmt.http;

import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What stands after /v1/: the kinds of resources in the plural, and the requests by their names.
 */
final class RequestNames {

    /** Only answer other requests. */
    private static final Set<String> ANSWERS =
            Set.of("ANSWER", "TALLY", "EXPLANATION", "CAPTURE", "PLAN", "CHANGE");

    /** Belong to a session that lasts, which an HTTP request is not. */
    private static final Set<Class<?>> OF_SESSIONS =
            Set.of(Request.Watch.class, Request.StopWatch.class);

    /** Lasts as long as the HTTP request does. */
    static final String WATCH = "watch";

    private final Map<String, ResourceKind> kinds = new TreeMap<>();
    private final Map<String, Class<? extends Request>> requests = new TreeMap<>();

    RequestNames() {
        for (final ResourceKind kind : ResourceKind.values()) {
            if (ANSWERS.stream().noneMatch(kind.name()::endsWith)) {
                kinds.put(plural(kind), kind);
            }
        }
        records(Request.class)
                .filter(type -> !OF_SESSIONS.contains(type))
                .forEach(
                        type -> requests.put(RequestKind.of(type), type.asSubclass(Request.class)));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RequestNames::records)
                : Stream.of(type);
    }

    static String plural(ResourceKind kind) {
        final String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return word + (word.endsWith("s") ? "es" : "s");
    }

    Map<String, ResourceKind> kinds() {
        return kinds;
    }

    Map<String, Class<? extends Request>> requests() {
        return requests;
    }

    List<String> all() {
        final List<String> all = new ArrayList<>(kinds.keySet());
        all.addAll(requests.keySet());
        all.add(WATCH);
        return all;
    }
}
