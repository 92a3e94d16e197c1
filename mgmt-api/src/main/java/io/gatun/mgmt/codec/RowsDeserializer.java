package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads rows, whose record is told by the kind beside them. */
final class RowsDeserializer extends StdDeserializer<Reply.Rows> {

    RowsDeserializer() {
        super(Reply.Rows.class);
    }

    @Override
    public Reply.Rows deserialize(JsonParser in, DeserializationContext context) {
        final JsonNode tree = context.readTree(in);
        final JsonNode kindNode = tree.get("kind");
        final JsonNode rowNodes = tree.get("rows");
        if (kindNode == null || rowNodes == null || !rowNodes.isArray()) {
            return context.reportInputMismatch(this, "rows need a kind and an array");
        }
        final ResourceKind kind = context.readTreeAsValue(kindNode, ResourceKind.class);
        final List<Resource> rows = new ArrayList<>(rowNodes.size());
        for (final JsonNode row : rowNodes) {
            rows.add(context.readTreeAsValue(row, kind.row()));
        }
        return new Reply.Rows(kind, rows);
    }
}
