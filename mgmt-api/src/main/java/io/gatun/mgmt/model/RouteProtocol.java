package io.gatun.mgmt.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Who put a route there: a number of 8 bits, with iproute2's names (rt_protos). It never changes
 * how a packet is forwarded.
 */
public record RouteProtocol(int number) {

    private static final Map<String, Integer> NUMBERS = numbers();

    /** Made by the router of itself, from the addresses of its interfaces. */
    public static final RouteProtocol KERNEL = of("kernel");

    /** By an administrator who named none. */
    public static final RouteProtocol BOOT = of("boot");

    public static final RouteProtocol STATIC = of("static");

    public RouteProtocol {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("protocol " + number + " is not within 0..255");
        }
    }

    private static Map<String, Integer> numbers() {
        final Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.put("unspec", 0);
        numbers.put("redirect", 1);
        numbers.put("kernel", 2);
        numbers.put("boot", 3);
        numbers.put("static", 4);
        numbers.put("gated", 8);
        numbers.put("ra", 9);
        numbers.put("mrt", 10);
        numbers.put("zebra", 11);
        numbers.put("bird", 12);
        numbers.put("dnrouted", 13);
        numbers.put("xorp", 14);
        numbers.put("ntk", 15);
        numbers.put("dhcp", 16);
        numbers.put("mrouted", 17);
        numbers.put("keepalived", 18);
        numbers.put("babel", 42);
        numbers.put("openr", 99);
        numbers.put("bgp", 186);
        numbers.put("isis", 187);
        numbers.put("ospf", 188);
        numbers.put("rip", 189);
        numbers.put("eigrp", 192);
        return numbers;
    }

    private static RouteProtocol of(String name) {
        return new RouteProtocol(NUMBERS.get(name));
    }

    /** A name or a number of 0 to 255. */
    public static RouteProtocol parse(String text) {
        if (NUMBERS.containsKey(text)) {
            return of(text);
        }
        if (text.isEmpty()
                || text.length() > 3
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not a route protocol: "
                            + String.join(", ", NUMBERS.keySet())
                            + " or a number of 0 to 255");
        }
        return new RouteProtocol(Integer.parseInt(text));
    }

    @Override
    public String toString() {
        return NUMBERS.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Entry::getKey)
                .findFirst()
                .orElseGet(() -> Integer.toString(number));
    }
}
