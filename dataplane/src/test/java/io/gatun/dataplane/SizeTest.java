package io.gatun.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No method over 80 lines and no class over 400, but for those listed with a reason. */
class SizeTest {

    private static final int MOST_OF_A_METHOD = 80;
    private static final int MOST_OF_A_CLASS = 400;

    /** File to reason. */
    private static final Map<String, String> LARGE_CLASSES = Map.of();

    /** "File.java method" to reason. */
    private static final Map<String, String> LARGE_METHODS = Map.of();

    /** The formatter puts members of a class at one step of indentation, nested ones at two. */
    private static final Pattern HEAD =
            Pattern.compile("^( {4}| {8})(?!return|throw|new|private static final [A-Z])[\\w<@].*");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void classes_areShort() throws IOException {
        final List<String> large = new ArrayList<>();
        for (Path source : sources()) {
            final String name = source.getFileName().toString();
            final int lines = Files.readAllLines(source).size();
            if (lines > MOST_OF_A_CLASS && !LARGE_CLASSES.containsKey(name)) {
                large.add(name + ": " + lines + " lines");
            }
        }
        assertThat(large).isEmpty();
    }

    @Test
    void methods_areShort() throws IOException {
        final List<String> large = new ArrayList<>();
        for (Path source : sources()) {
            final String file = source.getFileName().toString();
            for (Body body : bodies(Files.readAllLines(source))) {
                final String name = file + " " + body.name();
                if (body.lines() > MOST_OF_A_METHOD && !LARGE_METHODS.containsKey(name)) {
                    large.add(name + ": " + body.lines() + " lines");
                }
            }
        }
        assertThat(large).isEmpty();
    }

    @Test
    void bodies_areFoundAndMeasured() {
        final List<String> source =
                ("class A {\n    int a() {\n        if (b) {\n            c();\n        }\n    }\n\n"
                                + "    void d(\n            int e) {\n        f();\n    }\n}")
                        .lines()
                        .toList();

        assertThat(bodies(source)).containsExactly(new Body("a", 5), new Body("d", 4));
    }

    private record Body(String name, int lines) {}

    private static List<Body> bodies(List<String> lines) {
        final List<Body> bodies = new ArrayList<>();
        String name = "";
        String end = "";
        int begin = 0;
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i);
            if (line.equals(end) && !name.isEmpty()) {
                bodies.add(new Body(name, i - begin + 1));
                name = "";
            } else if (name.isEmpty() && HEAD.matcher(line).matches() && isMethod(line)) {
                name = line.substring(0, line.indexOf('(')).replaceAll(".*[ .]", "");
                end = line.substring(0, line.length() - line.stripLeading().length()) + "}";
                begin = i;
            }
        }
        return bodies;
    }

    private static boolean isMethod(String line) {
        final boolean isConstant = line.strip().matches("[A-Z][A-Z0-9_]*\\(.*");
        final boolean isRecordOrEnum = line.matches(".*\\b(record|enum|class|interface)\\b.*");
        return line.contains("(")
                && !line.strip().startsWith("@")
                && !line.contains(" = ")
                && !line.endsWith(";")
                && !line.endsWith(",")
                && !isRecordOrEnum
                && !isConstant;
    }
}
