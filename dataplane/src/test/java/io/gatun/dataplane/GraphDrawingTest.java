package io.gatun.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.GraphDrawing.NodeCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The graph of a running router, and what is said about it elsewhere. */
class GraphDrawingTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- graph -->\n```text\n";
    private static final String END = "```\n<!-- /graph -->";

    /** To mend it, paste what the failure expects. */
    @Test
    void readme_showsTheGraphAsItRuns() throws IOException {
        final String page = Files.readString(README);
        final int begin = page.indexOf(BEGIN);
        final int end = page.indexOf(END);

        assertThat(begin).as("'%s' in %s", BEGIN, README).isNotNegative();
        assertThat(end).as("'%s' in %s", END, README).isGreaterThan(begin);
        assertThat(page.substring(begin + BEGIN.length(), end))
                .isEqualTo(TwoLans.router().sight().graph().text());
    }

    @Test
    void everyNode_isCalledByItsClassInKebabCase() {
        final TestRouter router =
                TwoLans.router(Part.iface("west", "10.0.0.1/24").with("rp_filter", 1));
        final List<String> names =
                router.sight().graph().nodes().stream().map(NodeCount::name).toList();

        assertThat(names).contains("ipv4-reverse-path");
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(classNames()).contains(name.replaceAll("^punt-.*", "punt")));
    }

    /** All classes of nodes, as their files are called. */
    private static List<String> classNames() {
        try (var files = Files.walk(Path.of("src/main/java/io/gatun/dataplane/node"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .map(name -> name.replaceAll("([a-z0-9])([A-Z])", "$1-$2"))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void graphWithoutReversePathChecks_hasNoNodeForThem() {
        assertThat(TwoLans.router().sight().graph().text()).doesNotContain("reverse-path");
    }
}
