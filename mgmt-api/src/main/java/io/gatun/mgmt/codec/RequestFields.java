package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.OutOfBoundsException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.words.Nearest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a request, in any order: what may be absent is filled in, a name that is unknown or
 * a value of the wrong kind is refused by name. Safe for use by many threads.
 */
final class RequestFields {

    private final ObjectMapper mapper;
    private final Set<Class<?>> byPosition;
    private final boolean absentIsFalse;

    /**
     * Reads by a mapper.
     *
     * @param byPosition records whose fields may come without their names
     * @param absentIsFalse whether a boolean may be left out
     */
    RequestFields(ObjectMapper mapper, Set<Class<?>> byPosition, boolean absentIsFalse) {
        this.mapper = mapper;
        this.byPosition = byPosition;
        this.absentIsFalse = absentIsFalse;
    }

    /**
     * A request of a type, its fields without the type among them.
     *
     * @param fields is completed on the way
     */
    Request read(ObjectNode fields, Class<? extends Request> type) throws RefusedException {
        complete(fields, type, "");
        try {
            fields.put("type", RequestKind.of(type));
            return mapper.treeToValue(fields, Request.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof OutOfBoundsException outOfBounds) {
                throw new RefusedException(outOfBounds.refusal());
            }
            throw refused(e, fields);
        }
    }

    private RefusedException refused(JacksonException e, ObjectNode fields) {
        final List<String> path =
                e.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(Objects::nonNull)
                        .toList();
        JsonNode value = fields;
        for (final String key : path) {
            value = value.path(key);
        }
        final String field = String.join(".", path);
        final Throwable cause = e.getCause();
        final String why =
                cause instanceof IllegalArgumentException
                        ? cause.getMessage()
                        : e.getOriginalMessage();
        return refusal(field, value, "", field.isEmpty() ? why : field + ": " + why);
    }

    private RefusedException refusal(String field, JsonNode value, String bound, String sentence) {
        return new RefusedException(
                new Refusal(
                        RefusalCode.OUT_OF_BOUNDS,
                        field,
                        value.isString()
                                ? value.stringValue()
                                : value.isMissingNode() ? "" : value.toString(),
                        bound,
                        sentence));
    }

    private void complete(ObjectNode given, Class<?> type, String within) throws RefusedException {
        final ObjectNode defaults =
                FieldTypes.defaults(type)
                        .map(value -> (ObjectNode) mapper.valueToTree(value))
                        .orElseGet(mapper::createObjectNode);
        final List<String> known = new ArrayList<>();
        for (final RecordComponent component : type.getRecordComponents()) {
            final String key = FieldTypes.key(component);
            known.add(key);
            final JsonNode value = given.get(key);
            if (value == null) {
                given.set(key, absent(component, defaults.get(key), within + key));
            } else if (!value.isNull() || !FieldTypes.isOptional(component)) {
                check(value, component, within + key);
            }
        }
        for (final String key : given.propertyNames()) {
            if (!known.contains(key)) {
                throw new RefusedException(
                        new Refusal(
                                RefusalCode.MALFORMED,
                                within + key,
                                "",
                                String.join(", ", known),
                                "unknown field '"
                                        + within
                                        + key
                                        + "'"
                                        + Nearest.advice(key, known)));
            }
        }
    }

    private JsonNode absent(RecordComponent component, JsonNode fallback, String field)
            throws RefusedException {
        if (fallback != null) {
            return fallback;
        }
        if (FieldTypes.isOptional(component)) {
            return mapper.nullNode();
        }
        final Class<?> type = component.getType();
        if (FieldTypes.isCollection(type)) {
            return mapper.createArrayNode();
        }
        if (Map.class.isAssignableFrom(type)) {
            return mapper.createObjectNode();
        }
        if (type == boolean.class && absentIsFalse) {
            return mapper.getNodeFactory().booleanNode(false);
        }
        if (FieldTypes.isGroup(type) && FieldTypes.defaults(type).isPresent()) {
            return mapper.valueToTree(FieldTypes.defaults(type).get());
        }
        throw refusal(field, mapper.missingNode(), "", "field '" + field + "' is missing");
    }

    private void check(JsonNode value, RecordComponent component, String field)
            throws RefusedException {
        final Class<?> type = FieldTypes.valueType(component);
        if (FieldTypes.isCollection(component.getType())) {
            if (!value.isArray()) {
                throw wrongKind(field, value, "a list");
            }
        } else if (FieldTypes.isWhole(type)) {
            if (!value.isIntegralNumber()) {
                throw wrongKind(field, value, "a whole number");
            }
        } else if (type == boolean.class) {
            if (!value.isBoolean()) {
                throw wrongKind(field, value, "true or false");
            }
        } else if (type.isEnum()) {
            checkWord(value, type, field);
        } else if (byPosition.contains(type) && value.isArray()) {
            return; // it has no names
        } else if (FieldTypes.isGroup(type)) {
            if (!(value instanceof ObjectNode group)) {
                throw wrongKind(field, value, "an object");
            }
            complete(group, type, field + ".");
        } else if (FieldTypes.isText(type) && !value.isString()) {
            throw wrongKind(field, value, "text");
        }
    }

    private void checkWord(JsonNode value, Class<?> type, String field) throws RefusedException {
        final List<String> words = FieldTypes.words(type);
        if (!value.isString() || !words.contains(value.stringValue())) {
            final String bound = words.stream().collect(Collectors.joining(", "));
            throw refusal(field, value, bound, field + " " + value + " is none of " + bound);
        }
    }

    private RefusedException wrongKind(String field, JsonNode value, String kind) {
        return refusal(field, value, kind, field + " " + value + " is not " + kind);
    }
}
