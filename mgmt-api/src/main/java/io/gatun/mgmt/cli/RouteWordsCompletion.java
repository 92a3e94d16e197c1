package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.RouteType;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What may stand among the words of a command about routes, for completion. */
final class RouteWordsCompletion {

    private RouteWordsCompletion() {}

    private static List<String> with(List<String> words) {
        return Stream.of(Words.all(RouteType.class), List.of(PrefixWord.DEFAULT), words)
                .flatMap(List::stream)
                .toList();
    }

    /** Of a route to put. */
    static final class Put implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return with(RoutePhrase.WORDS).iterator();
        }
    }

    /** Of routes to show, delete or flush. */
    static final class Select implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return with(SelectorPhrase.WORDS).iterator();
        }
    }

    /** Of a packet whose way is asked for. */
    static final class Get implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return RouteGet.WORDS.iterator();
        }
    }
}
