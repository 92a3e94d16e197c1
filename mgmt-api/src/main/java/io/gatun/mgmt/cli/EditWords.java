package io.gatun.mgmt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a line; what stands in quotes is one of them. */
final class EditWords {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private EditWords() {}

    static String[] split(String line) {
        final List<String> words = new ArrayList<>();
        final Matcher word = WORD.matcher(line);
        while (word.find()) {
            for (int group = 1; group <= word.groupCount(); group++) {
                if (word.group(group) != null) {
                    words.add(word.group(group));
                }
            }
        }
        return words.toArray(String[]::new);
    }
}
