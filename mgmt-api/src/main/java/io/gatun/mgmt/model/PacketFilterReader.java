package io.gatun.mgmt.model;

import io.gatun.mgmt.model.PacketFilter.Side;
import io.gatun.mgmt.words.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Reads a filter from its words: {@code or} binds less than {@code and}, and that than not. */
final class PacketFilterReader {

    static final List<String> WORDS =
            List.of(
                    "host", "net", "port", "src", "dst", "proto", "udp", "tcp", "icmp", "icmp6",
                    "arp", "ip", "ip6", "vlan", "not", "(");

    private static final int MOST_DEPTH = 16;
    private static final int MOST_WORDS = 128;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_ARP = 0x0806;
    private static final int TYPE_IPV6 = 0x86DD;

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP6 = 58;

    private final List<String> words;
    private int at;
    private int depth;

    PacketFilterReader(String text) {
        words =
                Arrays.stream(
                                text.replace("(", " ( ")
                                        .replace(")", " ) ")
                                        .replace("!", " not ")
                                        .replace("&&", " and ")
                                        .replace("||", " or ")
                                        .split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "a filter of " + words.size() + " words is longer than " + MOST_WORDS);
        }
    }

    PacketFilter read() {
        if (words.isEmpty()) {
            return new PacketFilter.All();
        }
        final PacketFilter filter = either();
        if (hasNext()) {
            throw new IllegalArgumentException(
                    "'" + next() + "' joins nothing; allowed are and, or, )");
        }
        return filter;
    }

    private boolean hasNext() {
        return at < words.size();
    }

    private String next() {
        return words.get(at++);
    }

    private boolean takes(String word) {
        final boolean isNext = hasNext() && words.get(at).equals(word);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private PacketFilter either() {
        PacketFilter left = both();
        while (takes("or")) {
            left = new PacketFilter.Or(left, both());
        }
        return left;
    }

    private PacketFilter both() {
        PacketFilter left = term();
        while (takes("and")) {
            left = new PacketFilter.And(left, term());
        }
        return left;
    }

    private PacketFilter term() {
        if (++depth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "the filter is nested deeper than " + MOST_DEPTH + " levels");
        }
        final PacketFilter term = openTerm(value("a term"));
        depth--;
        return term;
    }

    private PacketFilter openTerm(String word) {
        return switch (word) {
            case "not" -> new PacketFilter.Not(term());
            case "(" -> {
                final PacketFilter inner = either();
                if (!takes(")")) {
                    throw new IllegalArgumentException("a ) is missing");
                }
                yield inner;
            }
            case "src" -> sided(Side.SOURCE, value("src"));
            case "dst" -> sided(Side.DESTINATION, value("dst"));
            case "host", "net", "port" -> sided(Side.EITHER, word);
            case "proto" -> new PacketFilter.Protocol(protocol(value("proto")));
            case "udp", "tcp", "icmp", "icmp6" -> carried(protocol(word));
            case "ip" -> new PacketFilter.Type(TYPE_IPV4);
            case "ip6" -> new PacketFilter.Type(TYPE_IPV6);
            case "arp" -> new PacketFilter.Type(TYPE_ARP);
            case "vlan" -> new PacketFilter.Vlan(vlan());
            default -> throw unknown(word);
        };
    }

    /** {@code udp port 53} is both, as in pcap-filter(7). */
    private PacketFilter carried(int number) {
        final PacketFilter protocol = new PacketFilter.Protocol(number);
        final boolean isJoined = hasNext() && List.of("port", "src", "dst").contains(words.get(at));
        return isJoined ? new PacketFilter.And(protocol, term()) : protocol;
    }

    private PacketFilter sided(Side side, String what) {
        return switch (what) {
            case "host" -> new PacketFilter.Net(side, host(value("host")));
            case "net" -> new PacketFilter.Net(side, IpPrefix.parse(value("net")));
            case "port" -> new PacketFilter.Port(side, number("port", value("port"), 65_535));
            default ->
                    throw new IllegalArgumentException(
                            "'" + what + "' has no two ends; allowed are host, net, port");
        };
    }

    private static IpPrefix host(String text) {
        return switch (IpAddress.parse(text)) {
            case Ipv4Address(int bits) -> new Ipv4Prefix(bits, 32);
            case Ipv6Address(long high, long low) -> new Ipv6Prefix(high, low, 128);
        };
    }

    private OptionalInt vlan() {
        final boolean isNumber = hasNext() && Character.isDigit(words.get(at).charAt(0));
        return isNumber ? OptionalInt.of(number("vlan", next(), 4_095)) : OptionalInt.empty();
    }

    private static int protocol(String word) {
        return switch (word) {
            case "icmp" -> ICMP;
            case "tcp" -> TCP;
            case "udp" -> UDP;
            case "icmp6" -> ICMP6;
            default -> number("proto", word, 255);
        };
    }

    private static int number(String name, String text, int most) {
        final boolean isNumber =
                text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        final int number = isNumber && !text.isEmpty() ? Integer.parseInt(text) : -1;
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(
                    name + " " + text + " is not a number within 0.." + most);
        }
        return number;
    }

    private String value(String name) {
        if (!hasNext()) {
            throw new IllegalArgumentException("the filter ends where " + name + " needs a word");
        }
        return next();
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException(
                "'"
                        + word
                        + "' is no word of a filter"
                        + Nearest.to(word, WORDS)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        + "; allowed are "
                        + String.join(", ", WORDS));
    }
}
