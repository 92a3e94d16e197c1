package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.FieldTypes;
import io.gatun.mgmt.codec.RowFilter;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteSelector;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The OpenAPI 3.1 document of the facade, made from the records themselves. */
final class OpenApi {

    static final String PATH = "/openapi.json";

    private static final String ROUTE_BODY = "PutRouteBody";

    private final RequestNames names;
    private final OpenApiSchemas schemas = new OpenApiSchemas();

    OpenApi(RequestNames names) {
        this.names = names;
    }

    Map<String, Object> document(String version) {
        final Map<String, Object> paths = new LinkedHashMap<>();
        names.kinds().forEach((name, kind) -> paths.put(ApiResponder.PATH + name, resource(kind)));
        names.requests()
                .forEach((name, type) -> paths.put(ApiResponder.PATH + name, request(name, type)));
        paths.put(WatchResponder.PATH, watch());
        paths.put(MetricsResponder.PATH, text("Metrics for Prometheus.", "metrics"));
        paths.put(HealthResponder.LIVE, text("Whether the process lives.", "healthz"));
        paths.put(HealthResponder.READY, readiness());
        schemas.add(Refusal.class);
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "Gatun",
                        "version", version,
                        "description", "The requests of the management channel as JSON."));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.all(),
                        "securitySchemes",
                        Map.of(
                                "token",
                                Map.of("type", "http", "scheme", "bearer"),
                                "certificate",
                                Map.of("type", "mutualTLS"))));
        document.put(
                "security",
                List.of(Map.of("token", List.of()), Map.of("certificate", List.of()), Map.of()));
        return document;
    }

    private Map<String, Object> resource(ResourceKind kind) {
        final Map<String, Object> path = new LinkedHashMap<>();
        final Map<String, Object> get =
                operation("get-" + RequestNames.plural(kind), "Lists " + words(kind) + ".");
        get.put("responses", responses("200", rows(schemas.reference(kind.row())), "400", "404"));
        path.put("get", get);
        if (kind != ResourceKind.ROUTE) {
            get.put("parameters", filter(kind));
        } else {
            get.put("parameters", selector());
            path.put("post", put("add-route", "Adds a route that is not there yet.", "409"));
            path.put("put", put("replace-route", "Adds a route, or replaces the first like it."));
            final Map<String, Object> delete =
                    operation("remove-route", "Deletes the first route that agrees.");
            delete.put("parameters", selector());
            delete.put("responses", responses("204", nothing(), "400", "403", "404"));
            path.put("delete", delete);
        }
        return path;
    }

    private static Map<String, Object> watch() {
        final Map<String, Object> get =
                operation("watch", "Tells changes as they come into force, until the client goes.");
        get.put(
                "parameters",
                List.of(
                        parameter(
                                WatchQuery.GROUP,
                                Map.of("type", "string"),
                                "What is watched, with commas between: "
                                        + String.join(", ", WatchQuery.GROUPS)
                                        + ". What is left out is all of them."),
                        parameter(
                                WatchQuery.LIST,
                                Map.of("type", "boolean"),
                                "Whether what is there already comes first, as new, with number"
                                        + " 0.")));
        final Map<String, Object> lines =
                Map.of(
                        "description",
                        "A JSON object a line, told apart by its type: event, with group, change,"
                                + " row and sequence; done, once the watch is in force and the list"
                                + " is complete; overrun, with the number of events lost there. An"
                                + " empty line is a sign of life.",
                        "content",
                        Map.of(WatchResponder.TYPE, Map.of("schema", Map.of("type", "string"))));
        get.put("responses", responses("200", lines, "400"));
        return Map.of("get", get);
    }

    private Map<String, Object> put(String id, String summary, String... refusals) {
        schemas.addFlat(ROUTE_BODY, Request.PutRoute.class, "attributes", "mode");
        final Map<String, Object> operation = operation(id, summary);
        operation.put("requestBody", body(OpenApiSchemas.reference(ROUTE_BODY), true));
        operation.put(
                "responses",
                responses(
                        "204",
                        nothing(),
                        Stream.concat(Stream.of("400", "403"), Stream.of(refusals))
                                .toArray(String[]::new)));
        return operation;
    }

    private static String words(ResourceKind kind) {
        return RequestNames.plural(kind).replace('-', ' ');
    }

    private Map<String, Object> request(String name, Class<? extends Request> type) {
        final Map<String, Object> operation = operation(name, sentence(name));
        if (type.getRecordComponents().length > 0) {
            operation.put(
                    "requestBody", body(schemas.reference(type), OpenApiSchemas.requiresAny(type)));
        }
        final Map<String, Object> responses =
                responses("200", rows(Map.of("type", "object")), "400", "403", "404", "409", "422");
        responses.put("204", nothing());
        operation.put("responses", responses);
        return Map.of("post", operation);
    }

    private static String sentence(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('-', ' ') + ".";
    }

    private static Map<String, Object> operation(String id, String summary) {
        final Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", id);
        operation.put("summary", summary);
        return operation;
    }

    private List<Object> selector() {
        final List<Object> parameters = new ArrayList<>();
        parameters.add(parameter("prefix", Map.of("type", "string"), "The same as exact."));
        for (final RecordComponent component : RouteSelector.class.getRecordComponents()) {
            parameters.add(
                    parameter(
                            FieldTypes.key(component),
                            schemas.of(FieldTypes.valueType(component), component),
                            "What is left out matches anything."));
        }
        return parameters;
    }

    private static List<Object> filter(ResourceKind kind) {
        return RowFilter.fields(kind).stream()
                .<Object>map(field ->
                        parameter(field, Map.of("type", "string"), "Only rows with this value."))
                .toList();
    }

    private static Map<String, Object> parameter(
            String name, Map<String, Object> schema, String description) {
        return Map.of("name", name, "in", "query", "schema", schema, "description", description);
    }

    private static Map<String, Object> body(Map<String, Object> schema, boolean isRequired) {
        return Map.of(
                "required", isRequired, "content", Map.of(HttpCall.JSON, Map.of("schema", schema)));
    }

    private static Map<String, Object> rows(Map<String, Object> row) {
        final Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ApiResponder.ROWS, Map.of("type", "array", "items", row));
        properties.put(
                ApiResponder.RACED,
                Map.of(
                        "type",
                        "boolean",
                        "description",
                        "Whether what is listed changed while it was read: some rows are as before,"
                                + " some as after, and new ones may be missing. Ask anew for rows of"
                                + " one moment, or watch."));
        final Map<String, Object> answer =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        properties,
                        "required",
                        List.of(ApiResponder.ROWS, ApiResponder.RACED));
        return Map.of(
                "description",
                "The rows.",
                "content",
                Map.of(HttpCall.JSON, Map.of("schema", answer)));
    }

    private static Map<String, Object> nothing() {
        return Map.of("description", "Carried out and in force.");
    }

    private static Map<String, Object> responses(
            String good, Map<String, Object> what, String... refusals) {
        final Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(good, what);
        Stream.concat(Stream.of(refusals), Stream.of("401", "413", "503"))
                .sorted()
                .forEach(status -> responses.put(status, refusal()));
        return responses;
    }

    private static Map<String, Object> refusal() {
        return Map.of(
                "description",
                "Refused; nothing has changed.",
                "content",
                Map.of(
                        HttpCall.JSON,
                        Map.of("schema", OpenApiSchemas.reference(Refusal.class.getSimpleName()))));
    }

    private static Map<String, Object> text(String summary, String id) {
        final Map<String, Object> get = operation(id, summary);
        get.put(
                "responses",
                Map.of(
                        "200",
                        Map.of(
                                "description",
                                summary,
                                "content",
                                Map.of("text/plain", Map.of("schema", Map.of("type", "string"))))));
        return Map.of("get", get);
    }

    private static Map<String, Object> readiness() {
        final Map<String, Object> health =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "ready",
                                Map.of("type", "boolean"),
                                "reason",
                                Map.of("type", "string")),
                        "required",
                        List.of("ready", "reason"));
        final Map<String, Object> get =
                operation("readyz", "Whether the router forwards, and why not.");
        final Map<String, Object> content = Map.of(HttpCall.JSON, Map.of("schema", health));
        get.put(
                "responses",
                Map.of(
                        "200", Map.of("description", "It forwards.", "content", content),
                        "503", Map.of("description", "It does not.", "content", content)));
        return Map.of("get", get);
    }
}
