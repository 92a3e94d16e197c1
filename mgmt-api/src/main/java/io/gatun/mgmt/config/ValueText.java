package io.gatun.mgmt.config;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A value as it is typed on a command line, where fe80:: is an address and no mapping. */
final class ValueText {

    private ValueText() {}

    static Node parse(ConfigPath path, String text) throws RefusedException {
        final String value = text.strip();
        if (value.isEmpty()) {
            throw refused(path, text, "a value is missing; delete the path to have none");
        }
        final boolean isYaml = "{[\"'".indexOf(value.charAt(0)) >= 0;
        try {
            final Node node = YamlText.value(value).orElse(Nodes.quoted(value));
            DuplicateKeys.refuse(node);
            return isYaml || isPlain(node) ? node : Nodes.quoted(value);
        } catch (YamlFlawException e) {
            if (isYaml) {
                throw refused(path, text, "'" + text + "': " + e.getMessage());
            }
            return Nodes.quoted(value);
        }
    }

    private static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar
                && node.getAnchor().isEmpty()
                && scalar.getValue().chars().noneMatch(c -> ":,[]{}#".indexOf(c) >= 0);
    }

    private static RefusedException refused(ConfigPath path, String value, String sentence) {
        return new RefusedException(
                new Refusal(RefusalCode.OUT_OF_BOUNDS, path.toString(), value, "YAML", sentence));
    }
}
