package io.gatun.mgmt.schema;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One value.
 *
 * @param kind how it is written
 * @param bound of a number
 * @param words of a choice, in the order of {@code constants}
 * @param constants what the words stand for
 * @param form of a text
 * @param pattern what a text must match beyond what its parser checks; empty for nothing
 */
public record ValueShape(
        Kind kind,
        Bound bound,
        List<String> words,
        List<?> constants,
        Optional<TextForm> form,
        String pattern)
        implements Shape {

    private static final Pattern WHOLE_NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})|0[xX][0-9a-fA-F]{1,8}");

    /** How a value is written. */
    public enum Kind {
        WHOLE_NUMBER,
        FLAG,
        CHOICE,
        TEXT
    }

    public ValueShape {
        words = List.copyOf(words);
        constants = List.copyOf(constants);
    }

    /**
     * A value out of its text.
     *
     * @param value a Long, a Boolean, a constant of an enum or a value of the model; empty where
     *     the text has a flaw
     * @param flaw a sentence; empty where it has none
     */
    public record Parsed(Optional<Object> value, String flaw) {

        private static Parsed of(Object value) {
            return new Parsed(Optional.of(value), "");
        }

        private static Parsed flawed(String sentence) {
            return new Parsed(Optional.empty(), sentence);
        }
    }

    /**
     * Reads a value.
     *
     * @param key what it is called, for the sentence
     * @param owner what it is a setting of, for the sentence
     */
    public Parsed parse(String key, String owner, String text) {
        return switch (kind) {
            case WHOLE_NUMBER -> number(key, owner, text);
            case FLAG ->
                    text.equals("true") || text.equals("false")
                            ? Parsed.of(Boolean.valueOf(text))
                            : not(key, owner, text, "true or false");
            case CHOICE ->
                    words.contains(text)
                            ? Parsed.of(constants.get(words.indexOf(text)))
                            : not(key, owner, text, "one of " + String.join(", ", words));
            case TEXT -> text(key, owner, text);
        };
    }

    private static Parsed not(String key, String owner, String text, String wanted) {
        return Parsed.flawed(key + " of " + owner + " is '" + text + "', not " + wanted);
    }

    private Parsed number(String key, String owner, String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return not(key, owner, text, "a whole number");
        }
        final long value = Long.decode(text);
        final String flaw = bound.flaw(value);
        return flaw.isEmpty()
                ? Parsed.of(value)
                : Parsed.flawed(key + " " + text + " of " + owner + " " + flaw);
    }

    private Parsed text(String key, String owner, String text) {
        if (!pattern.isEmpty() && !Pattern.matches(pattern, text)) {
            return Parsed.flawed(
                    key + " '" + text + "' of " + owner + " does not match " + pattern);
        }
        try {
            return Parsed.of(form.orElseThrow().parser().apply(text));
        } catch (IllegalArgumentException e) {
            return Parsed.flawed(key + " of " + owner + ": " + e.getMessage());
        }
    }
}
