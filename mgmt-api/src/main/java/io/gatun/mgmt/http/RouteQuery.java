package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.FieldTypes;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.codec.RequestReader;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.RouteSelector;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Routes as a collection: selected by the query, put by a body that is a route. */
final class RouteQuery {

    private RouteQuery() {}

    static Request list(Map<String, String> query) throws RefusedException {
        return RequestReader.read(selector(query), Request.ListRoutes.class);
    }

    static Request delete(Map<String, String> query) throws RefusedException {
        if (!query.containsKey("prefix") && !query.containsKey("exact")) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.MALFORMED,
                            "prefix",
                            "",
                            "",
                            "which route? DELETE /v1/routes?prefix=203.0.113.0/24"));
        }
        return RequestReader.read(selector(query), Request.DeleteRoute.class);
    }

    /** The prefix beside the attributes, as routes are listed. */
    static Request put(PutMode mode, ObjectNode route) throws RefusedException {
        final ObjectNode request = RequestReader.object();
        request.put("mode", mode.name().toLowerCase(Locale.ROOT));
        if (route.has("prefix")) {
            request.set("prefix", route.remove("prefix"));
        }
        request.set("attributes", route);
        return RequestReader.read(request, Request.PutRoute.class);
    }

    private static ObjectNode selector(Map<String, String> query) throws RefusedException {
        final ObjectNode selector = RequestReader.object();
        for (final Map.Entry<String, String> each : query.entrySet()) {
            final String key = each.getKey().equals("prefix") ? "exact" : each.getKey();
            final boolean isWhole =
                    Stream.of(RouteSelector.class.getRecordComponents())
                            .filter(component -> FieldTypes.key(component).equals(key))
                            .map(RouteQuery::type)
                            .anyMatch(FieldTypes::isWhole);
            if (isWhole) {
                selector.put(key, whole(each.getKey(), each.getValue()));
            } else {
                selector.put(key, each.getValue());
            }
        }
        final ObjectNode request = RequestReader.object();
        request.set("selector", selector);
        return request;
    }

    private static Class<?> type(RecordComponent component) {
        return FieldTypes.valueType(component);
    }

    private static long whole(String key, String text) throws RefusedException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.OUT_OF_BOUNDS,
                            key,
                            text,
                            "a whole number",
                            key + " '" + text + "' is not a whole number"));
        }
    }
}
