package io.gatun.mgmt.codec;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records, maps and lists as JSON text, the same mapping as on the channel. */
public final class JsonText {

    private static final ObjectMapper JSON = RecordMapping.mapper(JsonMapper.builder());

    private JsonText() {}

    /** On several lines, for {@code -j}. */
    public static String pretty(Object value) {
        final DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return JSON.writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .with(new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines))
                .writeValueAsString(value);
    }

    public static <T> T read(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }
}
