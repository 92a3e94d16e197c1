package io.gatun.mgmt.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.gatun.mgmt.message.OutOfBoundsException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteMetrics;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.exc.InvalidTypeIdException;
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
    private static final ObjectReader REPLY_IN = CBOR.readerFor(Reply.class);

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

    public static Request decodeRequest(byte[] payload) throws RefusedException {
        return decode(payload, REQUEST_IN, Request.class, "request");
    }

    public static Reply decodeReply(byte[] payload) throws RefusedException {
        return decode(payload, REPLY_IN, Reply.class, "reply");
    }

    private static <T> T decode(byte[] payload, ObjectReader reader, Class<T> type, String what)
            throws RefusedException {
        final T message;
        try {
            message = type.cast(reader.readValue(payload));
        } catch (JacksonException e) {
            if (e.getCause() instanceof OutOfBoundsException outOfBounds) {
                throw new RefusedException(outOfBounds.refusal());
            }
            if (e instanceof InvalidTypeIdException unknown && e.getPath().isEmpty()) {
                throw unsupported(what, unknown.getTypeId());
            }
            throw unreadable(what, path(e));
        } catch (RuntimeException e) { // a fault of the parser is the sender's problem, not ours
            throw unreadable(what, "");
        }
        if (message == null) {
            throw unreadable(what, "");
        }
        return message;
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
                RefusalCode.MALFORMED,
                "the frame holds no readable "
                        + what
                        + (path.isEmpty() ? "" : " (it stops at '" + path + "')")
                        + "; are client and router of the same build?");
    }
}
