package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.Reply;
import java.io.Writer;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/** Records, maps and lists as JSON text, the same mapping as on the channel. */
public final class JsonText {

    private static final ObjectMapper JSON = RecordMapping.mapper(JsonMapper.builder());

    private static final ObjectWriter PRETTY = JSON.writer().with(lines());

    private JsonText() {}

    private static PrettyPrinter lines() {
        final DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                .withArrayIndenter(indenter)
                .withObjectIndenter(indenter);
    }

    /** On several lines, for {@code -j}. */
    public static String pretty(Object value) {
        return PRETTY.writeValueAsString(value);
    }

    /** A message on one line, its type among its fields. */
    public static String line(Reply reply) {
        return JSON.writerFor(Reply.class).writeValueAsString(reply);
    }

    /** Values one after another as the elements of an array, laid out as {@link #pretty} does. */
    public static final class Elements implements AutoCloseable {

        private final SequenceWriter elements;

        private Elements(ObjectWriter layout, Writer out) {
            elements =
                    layout.without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                            .writeValuesAsArray(out);
        }

        public void write(Object value) {
            elements.write(value);
        }

        /** Ends the array; the writer stays open. */
        @Override
        public void close() {
            elements.close();
        }
    }

    public static Elements elements(Writer out) {
        return new Elements(PRETTY, out);
    }

    /** On one line, for programs. */
    public static Elements compactElements(Writer out) {
        return new Elements(JSON.writer(), out);
    }

    public static <T> T read(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }
}
