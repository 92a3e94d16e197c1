package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which routes are meant, in the words of ip-route(8); without "table", those of table main. */
final class SelectorPhrase {

    static final List<String> WORDS =
            List.of(
                    "exact",
                    "root",
                    "match",
                    "table",
                    "type",
                    "proto",
                    "scope",
                    "metric",
                    "tos",
                    "via",
                    "dev",
                    "src",
                    "mtu",
                    "hoplimit");

    private static final int MOST_MTU = 65_535;
    private static final int MOST_HOPLIMIT = 255;

    private final WordReader words;
    private final Optional<AddressFamily> family;
    private final RouteSelector.Builder selector = RouteSelector.builder(TableId.MAIN);
    private Optional<AddressFamily> viaFamily = Optional.empty();
    private boolean isDefault;

    private SelectorPhrase(WordReader words, Optional<AddressFamily> family) {
        this.words = words;
        this.family = family;
    }

    static RouteSelector read(WordReader words, Optional<AddressFamily> family) {
        return new SelectorPhrase(words, family).read();
    }

    private RouteSelector read() {
        family.ifPresent(selector::family);
        RoutePhrase.type(words).ifPresent(selector::type);
        while (words.hasNext()) {
            if (!words.takes("to")) {
                readWord();
            }
        }
        if (isDefault) {
            selector.exact(PrefixWord.all(family.or(() -> viaFamily)));
        }
        return selector.build();
    }

    private void readWord() {
        if (PrefixWord.isLike(words.peek())) {
            readExact();
            return;
        }
        final String word = words.next();
        switch (word) {
            case "exact" -> readPrefix(word, selector::exact);
            case "root" -> readPrefix(word, selector::root);
            case "match" -> readPrefix(word, selector::match);
            case "type" -> selector.type(words.choice(word, RouteType.class));
            case "proto", "protocol" -> selector.protocol(words.value(word, RouteProtocol::parse));
            case "scope" -> selector.scope(RoutePhrase.scope(words));
            case "metric", "priority", "preference" ->
                    selector.metric(words.number(word, 0, RoutePhrase.MOST_METRIC));
            case "tos", "dsfield" -> selector.tos(words.tos(word));
            case "via" -> {
                final IpAddress via = RoutePhrase.via(words);
                viaFamily = Optional.of(AddressFamily.of(via));
                selector.via(via);
            }
            case "dev", "oif" -> selector.interfaceName(words.text(word));
            case "src" -> selector.prefsrc(words.value(word, IpAddress::parse));
            case "mtu" -> selector.mtu((int) words.number(word, 0, MOST_MTU));
            case "hoplimit" -> selector.hoplimit((int) words.number(word, 0, MOST_HOPLIMIT));
            case "table" -> selector.table(words.value(word, TableId::parse));
            default -> throw words.unknown("'" + word + "' selects no routes", word, WORDS);
        }
    }

    private void readExact() {
        RoutePhrase.prefix(words, family).ifPresentOrElse(selector::exact, () -> isDefault = true);
    }

    private void readPrefix(String word, Consumer<IpPrefix> into) {
        if (words.hasNext() && words.peek().equals(PrefixWord.DEFAULT)) {
            words.next();
            into.accept(PrefixWord.all(family));
            return;
        }
        into.accept(words.value(word, PrefixWord::parse));
    }
}
