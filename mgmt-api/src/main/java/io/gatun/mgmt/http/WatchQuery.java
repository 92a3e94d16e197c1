package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.FieldTypes;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.words.Nearest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is to be watched, as the query says. */
final class WatchQuery {

    /** Groups of events, with commas between them; all of them where it is left out. */
    static final String GROUP = "group";

    /** Whether what is there already comes first. */
    static final String LIST = "list";

    static final List<String> GROUPS = FieldTypes.words(EventGroup.class);

    private WatchQuery() {}

    static Request.Watch read(Map<String, String> query) throws RefusedException {
        for (final String key : query.keySet()) {
            if (!key.equals(GROUP) && !key.equals(LIST)) {
                throw refused(
                        RefusalCode.MALFORMED,
                        key,
                        "",
                        GROUP + ", " + LIST,
                        "a watch takes no '"
                                + key
                                + "'"
                                + Nearest.advice(key, List.of(GROUP, LIST)));
            }
        }
        return new Request.Watch(
                query.containsKey(GROUP) ? groups(query.get(GROUP)) : Set.of(EventGroup.values()),
                isList(query.getOrDefault(LIST, "false")));
    }

    private static Set<EventGroup> groups(String text) throws RefusedException {
        final Set<EventGroup> groups = EnumSet.noneOf(EventGroup.class);
        for (final String word : text.split(",", -1)) {
            if (!GROUPS.contains(word)) {
                throw refused(
                        RefusalCode.OUT_OF_BOUNDS,
                        GROUP,
                        word,
                        String.join(", ", GROUPS),
                        "there is no group '" + word + "'" + Nearest.advice(word, GROUPS));
            }
            groups.add(EventGroup.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return groups;
    }

    private static boolean isList(String text) throws RefusedException {
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(
                    RefusalCode.OUT_OF_BOUNDS,
                    LIST,
                    text,
                    "true, false",
                    LIST + " '" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private static RefusedException refused(
            RefusalCode code, String field, String value, String bound, String sentence) {
        return new RefusedException(new Refusal(code, field, value, bound, sentence));
    }
}
