package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/**
 * What the router would do with one packet, node by node; nothing of it was done.
 *
 * @param port where it would come in
 * @param length of the frame, in bytes
 * @param packet its headers in one line
 * @param drops what it, or an answer to it, would be dropped for; the packet's own reason is first
 * @param sent frames that would leave: the packet, its fragments, an answer, a question for a
 *     neighbor
 * @param nodes that a worker passes with it, in order of travel
 * @param steps the same way in the smallest steps, each told; where {@code nodes} begin with a fast
 *     path that does it all in one step, these are the nodes that it stands for
 * @param notes what control would do, and what else is to be known
 */
public record Explanation(
        String port,
        int length,
        String packet,
        Verdict verdict,
        List<Drop> drops,
        List<Sent> sent,
        List<String> nodes,
        List<Step> steps,
        List<String> notes)
        implements Resource {

    /** What becomes of the packet itself. */
    public enum Verdict {
        /** It leaves by a port, whole or in fragments. */
        TRANSMITTED,
        /** It is for the router, which takes it. */
        DELIVERED,
        /** It waits for its neighbor. */
        HELD,
        DROPPED
    }

    /**
     * Why a packet ends.
     *
     * @param sentence why, for a person
     * @param source the section of the standard that asks for it
     */
    public record Drop(String reason, String sentence, String source, long count) {

        public Drop {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(sentence, "sentence");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * A frame that would leave.
     *
     * @param length of the frame, in bytes
     * @param packet its headers in one line
     * @param frame all of it, in hexadecimal
     */
    public record Sent(String port, int length, String packet, String frame) {

        public Sent {
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(packet, "packet");
            Objects.requireNonNull(frame, "frame");
        }
    }

    /**
     * A node the packet passes.
     *
     * @param header the packet as the node gets it
     * @param outcome the edge or drop reason it leaves by
     * @param details what the node found: interface, route, next hop, neighbor, rewrite
     */
    public record Step(String node, String header, String outcome, List<String> details) {

        public Step {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(header, "header");
            Objects.requireNonNull(outcome, "outcome");
            details = List.copyOf(details);
        }
    }

    public Explanation {
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(verdict, "verdict");
        drops = List.copyOf(drops);
        sent = List.copyOf(sent);
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }
}
