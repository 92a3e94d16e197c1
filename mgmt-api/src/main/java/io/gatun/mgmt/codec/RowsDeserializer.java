package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads rows, whose record is told by the kind before them. */
final class RowsDeserializer extends StdDeserializer<Reply.Rows> {

    RowsDeserializer() {
        super(Reply.Rows.class);
    }

    @Override
    public Reply.Rows deserialize(JsonParser in, DeserializationContext context) {
        ResourceKind kind = null;
        List<Resource> rows = null;
        if (in.isExpectedStartObjectToken()) { // else the name of the first field is read already
            in.nextToken();
        }
        while (in.currentToken() == JsonToken.PROPERTY_NAME) {
            final String name = in.currentName();
            in.nextToken();
            if ("kind".equals(name)) {
                kind = context.readValue(in, ResourceKind.class);
            } else if ("rows".equals(name) && kind != null && in.isExpectedStartArrayToken()) {
                rows = rows(in, context, kind);
            } else {
                context.handleUnknownProperty(in, this, Reply.Rows.class, name);
            }
            in.nextToken();
        }
        if (rows == null) {
            return context.reportInputMismatch(this, "rows need a kind and, after it, an array");
        }
        return new Reply.Rows(kind, rows);
    }

    private List<Resource> rows(JsonParser in, DeserializationContext context, ResourceKind kind) {
        final ValueDeserializer<Object> reader =
                context.findRootValueDeserializer(context.constructType(kind.row()));
        final List<Resource> rows = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return context.reportInputMismatch(this, "a row is null");
            }
            rows.add(kind.row().cast(reader.deserialize(in, context)));
        }
        return rows;
    }
}
