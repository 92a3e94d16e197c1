package io.gatun.mgmt.cli;

import io.gatun.mgmt.words.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The words of a command line from left to right, as ip(8) reads them. */
final class WordReader {

    private static final Pattern TOS = Pattern.compile("[0-9]|0[xX][0-9a-fA-F]{1,2}");
    private static final int LONGEST_NUMBER = 18;

    private final CommandLine line;
    private final List<String> words;
    private int at;

    WordReader(CommandLine line, List<String> words) {
        this.line = line;
        this.words = words;
    }

    boolean hasNext() {
        return at < words.size();
    }

    /** Whether the next word is this one; goes past it when it is. */
    boolean takes(String word) {
        final boolean isNext = hasNext() && words.get(at).equals(word);
        at += isNext ? 1 : 0;
        return isNext;
    }

    String peek() {
        return words.get(at);
    }

    String next() {
        return words.get(at++);
    }

    /** The word after {@code name}. */
    String text(String name) {
        if (!hasNext()) {
            throw flaw("a value is missing after '" + name + "'");
        }
        return next();
    }

    /** The word after {@code name}, as {@code parser} reads it. */
    <T> T value(String name, Function<String, T> parser) {
        final String text = text(name);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw flaw(name + ": " + e.getMessage());
        }
    }

    long number(String name, long least, long most) {
        final String text = text(name);
        final boolean isNumber =
                !text.isEmpty()
                        && text.length() <= LONGEST_NUMBER
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        final long number = isNumber ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw flaw(name + " " + text + " is not a number within " + least + ".." + most);
        }
        return number;
    }

    /**
     * A type of service the way ip-route(8) reads it, in hexadecimal; what could be meant as a
     * decimal number is refused.
     */
    int tos(String name) {
        final String text = text(name);
        if (!TOS.matcher(text).matches()) {
            throw flaw(
                    name
                            + " "
                            + text
                            + " is not a type of service in hexadecimal, such as 0x10, within"
                            + " 0x00..0xff");
        }
        return Integer.decode(text.length() == 1 ? text : text.toLowerCase(Locale.ROOT));
    }

    /** The word after {@code name}, which is one of an enum's. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        final String text = text(name);
        for (final E constant : type.getEnumConstants()) {
            if (Words.of(constant).equals(text)) {
                return constant;
            }
        }
        throw unknown(name + " '" + text + "' is unknown", text, Words.all(type));
    }

    ParameterException unknown(String sentence, String word, Collection<String> allowed) {
        return flaw(
                sentence
                        + Nearest.to(word, allowed)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        + "; allowed are "
                        + String.join(", ", allowed));
    }

    ParameterException flaw(String sentence) {
        return new ParameterException(line, sentence);
    }
}
