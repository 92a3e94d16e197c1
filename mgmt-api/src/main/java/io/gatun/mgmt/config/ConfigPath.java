package io.gatun.mgmt.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where something stands in a configuration: {@code interfaces.west.mtu}, {@code
 * interfaces[east.100].mtu}, {@code routes[10.0.0.0/8].via}, {@code neighbors[10.0.0.9]}.
 *
 * <p>A step is a key, or names an element of a list: a value by its text, a route by its prefix, a
 * neighbor by its address, an import by its file, any by {@code #1}, {@code #2}, ... The brackets
 * may be left out where that is clear: steps without them that lead nowhere are tried together.
 */
public record ConfigPath(List<String> steps) {

    public static final ConfigPath ROOT = new ConfigPath(List.of());

    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([^\\[\\]]+)]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    public ConfigPath {
        steps = List.copyOf(steps);
    }

    /**
     * From its text.
     *
     * @throws IllegalArgumentException where it is no path
     */
    public static ConfigPath parse(String text) {
        final List<String> steps = new ArrayList<>();
        final Matcher step = STEP.matcher(text);
        int at = 0;
        while (at < text.length() && step.region(at, text.length()).lookingAt()) {
            steps.add(step.group(1) == null ? step.group(2) : step.group(1));
            at = step.end();
        }
        if (at < text.length() || steps.isEmpty() || text.charAt(0) == '.') {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not a path such as interfaces.west.mtu or routes[10.0.0.0/8].via");
        }
        return new ConfigPath(steps);
    }

    public ConfigPath then(String step) {
        final List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return new ConfigPath(longer);
    }

    ConfigPath first(int count) {
        return new ConfigPath(steps.subList(0, count));
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    String last() {
        return steps.getLast();
    }

    @Override
    public String toString() {
        final String text =
                steps.stream()
                        .map(step -> PLAIN.matcher(step).matches() ? "." + step : "[" + step + "]")
                        .collect(Collectors.joining());
        return text.startsWith(".") ? text.substring(1) : text;
    }
}
