package io.gatun.mgmt.config;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A tree in which a key stands twice cannot be edited: which of the two is meant? */
final class DuplicateKeys {

    private DuplicateKeys() {}

    static void refuse(Node node) throws YamlFlawException {
        if (node instanceof MappingNode mapping) {
            final Map<String, Integer> lines = new HashMap<>();
            for (final NodeTuple tuple : mapping.getValue()) {
                final int line = YamlText.line(tuple.getKeyNode());
                final Integer first = lines.putIfAbsent(Nodes.key(tuple), line);
                if (first != null) {
                    throw new YamlFlawException(
                            line,
                            "key '%s' stands twice, first in line %d"
                                    .formatted(Nodes.key(tuple), first));
                }
                refuse(tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode list) {
            for (final Node element : list.getValue()) {
                refuse(element);
            }
        }
    }
}
