package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests as people's programs write them in JSON: what may be absent is left out, a key that is
 * unknown or a value of the wrong kind is refused by name. Safe for use by many threads.
 */
public final class RequestReader {

    private static final int MAX_DEPTH = 16;

    private static final ObjectMapper JSON =
            RecordMapping.mapper(
                    JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build()));

    private static final RequestFields FIELDS = new RequestFields(JSON, Set.of(), true);

    private RequestReader() {}

    /** The object a text holds. */
    public static ObjectNode object(byte[] text) throws RefusedException {
        final JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JacksonException e) {
            final var at = e.getLocation();
            throw new RefusedException(
                    RefusalCode.MALFORMED,
                    "the body is no JSON: "
                            + e.getOriginalMessage()
                            + (at == null
                                    ? ""
                                    : " (line "
                                            + at.getLineNr()
                                            + ", column "
                                            + at.getColumnNr()
                                            + ")"));
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new RefusedException(
                RefusalCode.MALFORMED, "the body is no JSON object, such as {\"count\": 10}");
    }

    /** None of its values given. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * A request of a type, its fields without the type among them.
     *
     * @param fields is completed on the way
     */
    public static <T extends Request> T read(ObjectNode fields, Class<T> type)
            throws RefusedException {
        return type.cast(FIELDS.read(fields, type));
    }
}
