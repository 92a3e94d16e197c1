package io.gatun.dataplane.revision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A revision as a file: a head of comments, an empty one, and the text as it was committed, so that
 * it can be read by people and run as it is.
 *
 * <pre>
 * # gatun revision 7
 * # when: 2026-11-26T09:40:00.123Z
 * # who: root
 * # how: rollback
 * # of: 5
 * # why: the new uplink is not up yet
 * # text: 812 bytes, sha256 9f86d081884c...
 * #
 * </pre>
 */
final class RevisionFile {

    private static final String FIRST = "# gatun revision ";
    private static final String LAST = "#";
    private static final String FIELD = "# ";
    private static final String COLON = ": ";
    private static final String BETWEEN = " bytes, sha256 ";

    private RevisionFile() {}

    static byte[] bytes(Revision revision, String text) {
        final StringBuilder file = new StringBuilder();
        file.append(FIRST).append(revision.number()).append('\n');
        field(file, "when", revision.when().toString());
        field(file, "who", revision.who());
        field(file, "how", revision.cause().word());
        revision.of().ifPresent(of -> field(file, "of", Integer.toString(of)));
        field(file, "why", revision.why());
        field(file, "text", revision.bytes() + BETWEEN + revision.digest());
        file.append(LAST).append('\n').append(text);
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder file, String name, String value) {
        file.append(FIELD).append(name).append(COLON);
        value.chars().forEach(c -> file.append(Character.isISOControl(c) ? ' ' : (char) c));
        file.append('\n');
    }

    /** What the head says; nothing where it is damaged or belongs to another kind of file. */
    static Optional<Revision> head(byte[] file) {
        final String text = new String(file, 0, textAt(file), StandardCharsets.UTF_8);
        if (!text.startsWith(FIRST)) {
            return Optional.empty();
        }
        final List<String> lines = text.lines().toList();
        final Map<String, String> fields = new HashMap<>();
        for (final String line : lines) {
            final int colon = line.indexOf(COLON);
            if (line.startsWith(FIELD) && colon > 0) {
                fields.put(
                        line.substring(FIELD.length(), colon),
                        line.substring(colon + COLON.length()));
            }
        }
        try {
            final String[] sizes = fields.get("text").split(BETWEEN, 2);
            return Optional.of(
                    new Revision(
                            Integer.parseInt(lines.getFirst().substring(FIRST.length())),
                            Instant.parse(fields.get("when")),
                            fields.get("who"),
                            Cause.parse(fields.get("how")),
                            fields.containsKey("of")
                                    ? OptionalInt.of(Integer.parseInt(fields.get("of")))
                                    : OptionalInt.empty(),
                            fields.get("why"),
                            Integer.parseInt(sizes[0]),
                            sizes[1]));
        } catch (RuntimeException e) { // whatever it is, it is no head
            return Optional.empty();
        }
    }

    /** The text, or nothing where it is not what the head says. */
    static Optional<String> text(byte[] file, Revision head) {
        final int at = textAt(file);
        final String text = new String(file, at, file.length - at, StandardCharsets.UTF_8);
        return digest(text).equals(head.digest()) ? Optional.of(text) : Optional.empty();
    }

    /** Index of the first byte after the head. */
    private static int textAt(byte[] file) {
        int lineStart = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                if (i == lineStart + 1 && file[lineStart] == '#') {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return file.length;
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
