package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ConfigDocument;
import io.gatun.mgmt.config.ConfigPath;
import io.gatun.mgmt.config.YamlFlawException;
import io.gatun.mgmt.message.RefusalCode;
import java.util.Optional;

/**
 * A line of an edit session: a verb, and for most a path and a value that goes to the end of the
 * line.
 */
record EditLine(String verb, Optional<String> path, Optional<String> value) {

    /** Blanks within brackets and quotes belong to the path. */
    static EditLine parse(String line) {
        final String text = line.strip();
        final int verbEnd = wordEnd(text, 0);
        final String rest = text.substring(verbEnd).strip();
        final int pathEnd = wordEnd(rest, 0);
        return new EditLine(
                text.substring(0, verbEnd),
                some(rest.substring(0, pathEnd)),
                some(rest.substring(pathEnd).strip()));
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static int wordEnd(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            } else if (Character.isWhitespace(c) && depth <= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** All after the verb. */
    String rest() {
        return path.orElse("") + value.map(each -> " " + each).orElse("");
    }

    ConfigPath need(String what) throws RefusedException {
        return path(
                path.orElseThrow(() ->
                        new RefusedException(
                                RefusalCode.MALFORMED, verb + " needs a path" + what)));
    }

    String needValue(String what) throws RefusedException {
        return value.orElseThrow(() ->
                new RefusedException(
                        RefusalCode.MALFORMED,
                        verb + " " + path.orElse("PATH") + " needs " + what));
    }

    static ConfigPath path(String text) throws RefusedException {
        try {
            return ConfigPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalCode.MALFORMED, e.getMessage());
        }
    }

    static ConfigDocument document(String text) throws RefusedException {
        try {
            return ConfigDocument.parse(text);
        } catch (YamlFlawException e) {
            throw new RefusedException(
                    RefusalCode.INVALID,
                    "the configuration cannot be edited: line " + e.line() + ": " + e.getMessage());
        }
    }
}
