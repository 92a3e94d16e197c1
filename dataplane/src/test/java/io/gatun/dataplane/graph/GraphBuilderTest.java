package io.gatun.dataplane.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatun.dataplane.graph.TestNode.Edge;
import org.junit.jupiter.api.Test;

/** Which wirings are refused. */
class GraphBuilderTest {

    private static TestNode fork(String name) {
        return TestNode.fork(name, (_, out) -> out.all(Edge.LEFT));
    }

    @Test
    void edgeWithoutATarget_isRefusedByName() {
        final GraphBuilder graph = new GraphBuilder().entry("in");
        graph.add(fork("in")).edge(Edge.LEFT, "end");
        graph.add(TestNode.sink("end"));

        assertThatIllegalStateException()
                .isThrownBy(graph::build)
                .withMessageContaining("right")
                .withMessageContaining("in")
                .withMessageContaining("leads nowhere");
    }

    @Test
    void edgeToANodeThatIsNot_isRefusedByName() {
        final GraphBuilder graph = new GraphBuilder().entry("in");
        graph.add(fork("in")).edge(Edge.LEFT, "end").edge(Edge.RIGHT, "nirvana");
        graph.add(TestNode.sink("end"));

        assertThatIllegalStateException().isThrownBy(graph::build).withMessageContaining("nirvana");
    }

    @Test
    void nodeNoEdgeLeadsTo_isRefusedByName() {
        final GraphBuilder graph = new GraphBuilder().entry("in");
        graph.add(fork("in")).edge(Edge.LEFT, "end").edge(Edge.RIGHT, "end");
        graph.add(TestNode.sink("end"));
        graph.add(TestNode.sink("island"));

        assertThatIllegalStateException().isThrownBy(graph::build).withMessageContaining("island");
    }

    @Test
    void entryThatIsNot_isRefused() {
        final GraphBuilder graph = new GraphBuilder().entry("door");
        graph.add(TestNode.sink("end"));

        assertThatIllegalStateException().isThrownBy(graph::build).withMessageContaining("door");
    }

    @Test
    void twoNodesOfOneName_areRefused() {
        final GraphBuilder graph = new GraphBuilder();
        graph.add(TestNode.sink("end"));

        assertThatIllegalStateException()
                .isThrownBy(() -> graph.add(TestNode.sink("end")))
                .withMessageContaining("end");
    }

    @Test
    void edgeWiredTwice_isRefused() {
        final GraphBuilder.Wired wired = new GraphBuilder().add(fork("in")).edge(Edge.LEFT, "end");

        assertThatIllegalStateException()
                .isThrownBy(() -> wired.edge(Edge.LEFT, "end"))
                .withMessageContaining("left");
    }

    @Test
    void moreNodesThanTheWalkerServes_areRefused() {
        final GraphBuilder graph = new GraphBuilder();
        for (int i = 0; i < 65; i++) {
            graph.entry("n" + i);
            graph.add(TestNode.sink("n" + i));
        }

        assertThatIllegalStateException().isThrownBy(graph::build).withMessageContaining("65");
    }

    @Test
    void drawing_namesEveryNodeAndEdgeInOrderOfTravel() {
        final GraphBuilder graph = new GraphBuilder().entry("in");
        graph.add(fork("in")).edge(Edge.LEFT, "middle").edge(Edge.RIGHT, "end");
        graph.add(fork("middle")).edge(Edge.LEFT, "end").edge(Edge.RIGHT, "end");
        graph.add(TestNode.sink("end"));

        assertThat(graph.build().drawing())
                .isEqualTo(
                        """
                        in      left  -> middle
                                right -> end
                        middle  left  -> end
                                right -> end
                        end
                        """);
    }
}
