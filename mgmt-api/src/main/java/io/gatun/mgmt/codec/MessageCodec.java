package io.gatun.mgmt.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.gatun.mgmt.message.OutOfBoundsException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteMetrics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/**
 * Messages to CBOR and back. Whatever the bytes, reading gives a message or a {@link
 * RefusedException}. Safe for use by many threads.
 */
public final class MessageCodec {

    private static final int MAX_DEPTH = 16;

    /** Of characters: the longest configuration file that a router reads. */
    private static final int MAX_TEXT = 1 << 22;

    private static final ObjectMapper CBOR =
            RecordMapping.mapper(
                    CBORMapper.builder(
                                    CBORFactory.builder()
                                            // a refusal quotes what came
                                            .enable(CBORWriteFeature.LENIENT_UTF_ENCODING)
                                            .streamReadConstraints(
                                                    StreamReadConstraints.builder()
                                                            .maxNestingDepth(MAX_DEPTH)
                                                            .maxStringLength(MAX_TEXT)
                                                            .build())
                                            .build())
                            .withConfigOverride(RouteEntry.class, MessageCodec::byPosition)
                            .withConfigOverride(RouteMetrics.class, MessageCodec::byPosition));

    private static final ObjectWriter REQUEST_OUT = CBOR.writerFor(Request.class);
    private static final ObjectWriter REPLY_OUT = CBOR.writerFor(Reply.class);
    private static final ObjectReader REQUEST_IN = CBOR.readerFor(Request.class);

    /** A newer router may tell more than this client knows of. */
    private static final ObjectReader REPLY_IN =
            CBOR.readerFor(Reply.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final RequestFields FIELDS =
            new RequestFields(CBOR, Set.of(RouteEntry.class, RouteMetrics.class), false);

    private static final Map<String, Class<? extends Request>> REQUESTS =
            RequestKind.all().collect(Collectors.toMap(RequestKind::of, type -> type));

    private MessageCodec() {}

    /** Of rows that come by the million the names are left out: a third of the bytes and time. */
    private static void byPosition(MutableConfigOverride rows) {
        rows.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
    }

    public static byte[] encode(Request request) {
        return REQUEST_OUT.writeValueAsBytes(request);
    }

    public static byte[] encode(Reply reply) {
        return REPLY_OUT.writeValueAsBytes(reply);
    }

    /**
     * A request that has all its fields is read at once. Another is read field by field: an older
     * client's lacks those that may be absent, and any other is refused by the field that is wrong.
     */
    public static Request decodeRequest(byte[] payload) throws RefusedException {
        try {
            return Objects.requireNonNull(REQUEST_IN.readValue(payload));
        } catch (JacksonException e) {
            if (e.getCause() instanceof OutOfBoundsException outOfBounds) {
                throw new RefusedException(outOfBounds.refusal());
            }
            return readByField(payload);
        } catch (RuntimeException e) { // a fault of the parser is the sender's problem, not ours
            throw unreadable("request", "");
        }
    }

    private static Request readByField(byte[] payload) throws RefusedException {
        try {
            if (CBOR.readTree(payload) instanceof ObjectNode fields
                    && fields.path("type").isValueNode()) {
                final JsonNode type = fields.remove("type");
                final Class<? extends Request> known = REQUESTS.get(type.asString());
                if (known == null) {
                    throw unsupported("request", type.asString());
                }
                return FIELDS.read(fields, known);
            }
        } catch (RuntimeException e) { // a fault of the parser is the sender's problem, not ours
            throw unreadable("request", e instanceof JacksonException at ? path(at) : "");
        }
        throw unreadable("request", "");
    }

    public static Reply decodeReply(byte[] payload) throws RefusedException {
        try {
            return Objects.requireNonNull(REPLY_IN.readValue(payload));
        } catch (JacksonException e) {
            if (e instanceof InvalidTypeIdException unknown
                    && unknown.getTypeId() != null // where there is none, it is no message at all
                    && e.getPath().isEmpty()) {
                throw unsupported("reply", unknown.getTypeId());
            }
            throw unreadable("reply", path(e));
        } catch (RuntimeException e) {
            throw unreadable("reply", "");
        }
    }

    /** Keys from the outside in, such as {@code rows.mac}. */
    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static RefusedException unsupported(String what, String id) {
        final String type =
                String.valueOf(id).substring(0, Math.min(String.valueOf(id).length(), 64));
        return new RefusedException(
                new Reply.Refusal(
                        RefusalCode.UNSUPPORTED,
                        "type",
                        type,
                        "",
                        "there is no "
                                + what
                                + " of type '"
                                + type
                                + "'; are client and router of the same build?"));
    }

    private static RefusedException unreadable(String what, String path) {
        return new RefusedException(
                new Reply.Refusal(
                        RefusalCode.MALFORMED,
                        path,
                        "",
                        "",
                        "the frame holds no readable "
                                + what
                                + (path.isEmpty() ? "" : " (it stops at '" + path + "')")
                                + "; are client and router of the same build?"));
    }
}
