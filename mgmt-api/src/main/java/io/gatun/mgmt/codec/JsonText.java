package io.gatun.mgmt.codec;

import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
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

    public static <T> T read(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }
}
