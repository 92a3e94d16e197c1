package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which routes to ask for when a prefix is typed in part. Routes are listed by their first address:
 * those from the address on that the parts typed so far make, zeros after them, come first.
 */
final class BegunPrefix {

    private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F.:/]*");
    private static final int OCTETS = 4;
    private static final int GROUPS = 8;

    private BegunPrefix() {}

    /**
     * The nearest first: with the last part as it stands, and with any in its place.
     *
     * @param before the words before it, which may name a table and a family
     */
    static List<RouteSelector> selectors(List<String> before, String begun) {
        if (!CHARACTERS.matcher(begun).matches()) {
            return List.of();
        }
        final String wholeParts = begun.substring(0, lastSeparator(begun) + 1);
        return Stream.of(begun, wholeParts)
                .flatMap(typed -> selectors(typed, before))
                .distinct()
                .toList();
    }

    private static Stream<RouteSelector> selectors(String typed, List<String> before) {
        return typed.isEmpty()
                ? Stream.of(selector(before).build())
                : address(typed)
                        .map(address -> selector(before).root(from(address)).build())
                        .stream();
    }

    private static RouteSelector.Builder selector(List<String> before) {
        final RouteSelector.Builder selector = RouteSelector.builder(table(before));
        if (before.contains("-4")) {
            selector.family(AddressFamily.INET);
        } else if (before.contains("-6")) {
            selector.family(AddressFamily.INET6);
        }
        return selector;
    }

    private static TableId table(List<String> before) {
        final int at = before.indexOf("table") + 1;
        try {
            return at > 0 && at < before.size() ? TableId.parse(before.get(at)) : TableId.MAIN;
        } catch (IllegalArgumentException e) {
            return TableId.MAIN; // the command itself will say why
        }
    }

    private static int lastSeparator(String begun) {
        return Math.max(
                Math.max(begun.lastIndexOf('.'), begun.lastIndexOf(':')), begun.lastIndexOf('/'));
    }

    /** With zeros for the parts that are not typed; nothing for what is the beginning of none. */
    private static Optional<IpAddress> address(String typed) {
        final int slash = typed.indexOf('/');
        final String text = slash < 0 ? typed : typed.substring(0, slash);
        try {
            return Optional.of(IpAddress.parse(text.indexOf(':') < 0 ? ipv4(text) : ipv6(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String ipv4(String text) {
        final String parts = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return parts + ".0".repeat(Math.max(0, OCTETS - parts.split("\\.", -1).length));
    }

    private static String ipv6(String text) {
        if (text.endsWith("::")) {
            return text;
        }
        final String parts = text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
        return parts.contains("::") || parts.split(":", -1).length == GROUPS ? parts : parts + "::";
    }

    /** The shortest prefix that begins with the address. */
    private static IpPrefix from(IpAddress address) {
        final int zeros =
                switch (address) {
                    case Ipv4Address(int bits) -> Integer.numberOfTrailingZeros(bits);
                    case Ipv6Address(long high, long low) ->
                            low != 0
                                    ? Long.numberOfTrailingZeros(low)
                                    : Long.SIZE + Long.numberOfTrailingZeros(high);
                };
        return address.prefix(address.width() - zeros);
    }
}
