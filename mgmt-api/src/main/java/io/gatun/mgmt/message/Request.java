package io.gatun.mgmt.message;

import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.PacketFilter;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteSelector;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What a client asks of a router; each request is answered by rows and one last reply. */
public sealed interface Request {

    /** Whose role includes this may ask it; {@link ReadOnly} says so of what changes nothing. */
    default Role permission() {
        return RequestKind.permission(getClass());
    }

    /**
     * Asks for an {@link Reply.Event} at every change from now on, under the id of this request,
     * until the session ends or {@link StopWatch} names it.
     *
     * @param list whether what is there already comes first, as rows; events may lie between them
     */
    @ReadOnly
    record Watch(Set<EventGroup> groups, boolean list) implements Request {

        public Watch {
            if (groups.isEmpty()) {
                throw new OutOfBoundsException("groups", "none", "at least one");
            }
            groups = Collections.unmodifiableSet(EnumSet.copyOf(groups));
        }
    }

    /**
     * Ends a watch of the same session.
     *
     * @param watch the id of its request
     */
    @ReadOnly
    record StopWatch(int watch) implements Request {}

    /**
     * Every resource of one kind, as they are now.
     *
     * @param where only those whose field of this name has this value, both as they travel; a field
     *     that cannot be compared is refused
     */
    @ReadOnly
    record ListResources(ResourceKind kind, Map<String, String> where) implements Request {

        public ListResources {
            Objects.requireNonNull(kind, "kind");
            where = Collections.unmodifiableMap(new TreeMap<>(where));
        }

        public ListResources(ResourceKind kind) {
            this(kind, Map.of());
        }
    }

    /**
     * Records the way of the next packets that come in, and forgets those of an earlier trace.
     *
     * @param port where they come in; absent is any port
     * @param filter only packets it accepts; absent is all, see {@link
     *     io.gatun.mgmt.model.PacketFilter}
     */
    record StartTrace(Optional<String> port, int count, Optional<String> filter)
            implements Request {

        public static final int MAX_COUNT = 10_000;

        public StartTrace {
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(filter, "filter");
            if (count < 1 || count > MAX_COUNT) {
                throw new OutOfBoundsException("count", Integer.toString(count), "1.." + MAX_COUNT);
            }
        }
    }

    /** Records no more packets; what was recorded stays to be listed. */
    record StopTrace() implements Request {}

    /**
     * What would become of a packet; answered by one row of kind EXPLANATION. Nothing is sent or
     * changed.
     *
     * @param port where it would come in
     * @param frame all of it, in hexadecimal, without the frame check sequence
     * @param toRouter its destination MAC address is to be that of the port, whatever it says
     */
    @ReadOnly
    record Explain(String port, String frame, boolean toRouter) implements Request {

        public static final int MAX_BYTES = 16_384;

        public Explain {
            Objects.requireNonNull(port, "port");
            if (frame.isEmpty() || frame.length() > 2 * MAX_BYTES) {
                throw new OutOfBoundsException(
                        "frame", (frame.length() + 1) / 2 + " bytes", "1.." + MAX_BYTES);
            }
            if (frame.length() % 2 != 0 || !frame.chars().allMatch(HexFormat::isHexDigit)) {
                throw new OutOfBoundsException("frame", frame, "pairs of hexadecimal digits");
            }
        }
    }

    /**
     * Begins to copy frames; {@link TakeCaptured} fetches them. A capture that is not fetched of
     * for some seconds ends.
     *
     * @param name chosen by the client, for the requests that follow
     * @param port by which they come or leave; absent is any port
     * @param filter as {@link PacketFilter#parse} reads it; empty is every frame
     * @param snapLength bytes kept of each frame
     */
    record StartCapture(
            String name,
            Optional<String> port,
            List<CaptureDirection> directions,
            String filter,
            int snapLength)
            implements Request {

        public static final int LEAST_SNAP_LENGTH = 14;
        public static final int MOST_SNAP_LENGTH = 16_384;
        public static final int MAX_NAME = 64;

        public StartCapture {
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(filter, "filter");
            directions = List.copyOf(directions);
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw new OutOfBoundsException("name", name, "1.." + MAX_NAME + " characters");
            }
            if (directions.isEmpty()) {
                throw new OutOfBoundsException("directions", "none", "rx, tx, drop");
            }
            if (snapLength < LEAST_SNAP_LENGTH || snapLength > MOST_SNAP_LENGTH) {
                throw new OutOfBoundsException(
                        "snap_length",
                        Integer.toString(snapLength),
                        LEAST_SNAP_LENGTH + ".." + MOST_SNAP_LENGTH);
            }
        }
    }

    /** Frames captured since the last time; answered by one row of kind CAPTURE. */
    record TakeCaptured(String name) implements Request {

        public TakeCaptured {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Ends a capture; what was not fetched is forgotten. */
    record StopCapture(String name) implements Request {

        public StopCapture {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Adds or replaces one route; done is in force. */
    record PutRoute(PutMode mode, IpPrefix prefix, RouteAttributes attributes) implements Request {

        public PutRoute {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(attributes, "attributes");
        }
    }

    /**
     * Adds or replaces routes that have all but their prefix in common. One that is refused does
     * not hold back the others; the answer is one row of kind ROUTE_TALLY.
     */
    record PutRoutes(PutMode mode, RouteAttributes attributes, List<IpPrefix> prefixes)
            implements Request {

        public static final int MAX_PREFIXES = 1024;

        public PutRoutes {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(attributes, "attributes");
            prefixes = List.copyOf(prefixes);
            if (prefixes.size() > MAX_PREFIXES) {
                throw new OutOfBoundsException(
                        "prefixes", Integer.toString(prefixes.size()), "0.." + MAX_PREFIXES);
            }
        }
    }

    /** Deletes the first route of the exact prefix that agrees with all the selector says. */
    record DeleteRoute(RouteSelector selector) implements Request {

        public DeleteRoute {
            Objects.requireNonNull(selector, "selector");
        }
    }

    /**
     * Deletes every route the selector matches but those the router makes of itself; the answer is
     * one row of kind ROUTE_TALLY.
     */
    record FlushRoutes(RouteSelector selector) implements Request {

        public FlushRoutes {
            Objects.requireNonNull(selector, "selector");
        }
    }

    /** Every route the selector matches, IPv4 first, by prefix. */
    @ReadOnly
    record ListRoutes(RouteSelector selector) implements Request {

        public ListRoutes {
            Objects.requireNonNull(selector, "selector");
        }
    }

    /**
     * Which way a packet would go; answered by one row of kind ROUTE_ANSWER, or refused where no
     * route leads there.
     *
     * @param source of the packet; absent is one the router sends
     * @param ingress interface it comes in by; absent is one the router sends
     * @param egress interface it must leave by
     * @param mark of the packet, 32 bits; no rule looks at it yet
     * @param tos type of service of the packet, 8 bits; absent is 0
     */
    @ReadOnly
    record GetRoute(
            IpAddress destination,
            Optional<IpAddress> source,
            Optional<String> ingress,
            Optional<String> egress,
            OptionalLong mark,
            OptionalInt tos)
            implements Request {

        public GetRoute {
            Objects.requireNonNull(destination, "destination");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(ingress, "ingress");
            Objects.requireNonNull(egress, "egress");
            Objects.requireNonNull(mark, "mark");
            Objects.requireNonNull(tos, "tos");
        }
    }

    /** Takes an interface up or down until the router stops. */
    record SetInterface(String name, boolean up) implements Request {

        public SetInterface {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * What concerns the configuration file. It is read, checked and written beside control, so that
     * its texts may be longer than other requests: {@value #MAX_TEXT} characters.
     */
    sealed interface OfConfiguration extends Request {

        /** The longest text of a configuration that is sent, in characters. */
        int MAX_TEXT = 1 << 20;

        /** The longest comment, in characters. */
        int MAX_COMMENT = 256;

        /** The longest time in which a commit can be confirmed: a day. */
        int MAX_CONFIRM_SECONDS = 86_400;

        /**
         * A candidate for a configuration.
         *
         * @param name stands before the line in every problem, such as the name of its file
         */
        record Candidate(String name, String text) {

            public Candidate {
                Objects.requireNonNull(name, "name");
                Objects.requireNonNull(text, "text");
                if (text.length() > MAX_TEXT) {
                    throw new OutOfBoundsException(
                            "text", text.length() + " characters", "0.." + MAX_TEXT);
                }
            }
        }

        private static String checkedComment(String comment) {
            Objects.requireNonNull(comment, "comment");
            if (comment.length() > MAX_COMMENT) {
                throw new OutOfBoundsException(
                        "comment", comment.length() + " characters", "0.." + MAX_COMMENT);
            }
            if (comment.chars().anyMatch(Character::isISOControl)) {
                throw new OutOfBoundsException("comment", "of several lines", "one line");
            }
            return comment;
        }

        /**
         * The text of a revision that is kept, or of the one in force; one row of kind
         * CONFIGURATION.
         */
        @ReadOnly
        record GetConfiguration(OptionalInt revision) implements OfConfiguration {

            public GetConfiguration {
                Objects.requireNonNull(revision, "revision");
            }
        }

        /** Whether a router could be started with it; refused with all its problems. */
        @ReadOnly
        record CheckConfiguration(Candidate candidate) implements OfConfiguration {

            public CheckConfiguration {
                Objects.requireNonNull(candidate, "candidate");
            }
        }

        /** What it would change in the running router, as rows of kind PLAN. */
        @ReadOnly
        record PlanConfiguration(Candidate candidate) implements OfConfiguration {

            public PlanConfiguration {
                Objects.requireNonNull(candidate, "candidate");
            }
        }

        /**
         * What is different in the second of two configurations, as rows of kind
         * CONFIGURATION_CHANGE.
         *
         * @param from a revision; absent is the one in force
         * @param to a revision; absent is the candidate, or without one that in force
         */
        @ReadOnly
        record DiffConfiguration(OptionalInt from, OptionalInt to, Optional<Candidate> candidate)
                implements OfConfiguration {

            public DiffConfiguration {
                Objects.requireNonNull(from, "from");
                Objects.requireNonNull(to, "to");
                Objects.requireNonNull(candidate, "candidate");
                if (to.isPresent() && candidate.isPresent()) {
                    throw new OutOfBoundsException("to", to.toString(), "absent with a candidate");
                }
            }
        }

        /**
         * Makes the candidate the configuration, in force and on disk; one row of kind REVISION, or
         * none where it is the one in force already.
         *
         * @param base the revision it was made from: refused where another one is in force by now
         * @param comment why, in one line
         * @param confirmSeconds within which it must be confirmed, or the one before comes back
         */
        record CommitConfiguration(
                Candidate candidate, OptionalInt base, String comment, OptionalInt confirmSeconds)
                implements OfConfiguration {

            public CommitConfiguration {
                Objects.requireNonNull(candidate, "candidate");
                Objects.requireNonNull(base, "base");
                comment = checkedComment(comment);
                if (confirmSeconds.isPresent()
                        && (confirmSeconds.getAsInt() < 1
                                || confirmSeconds.getAsInt() > MAX_CONFIRM_SECONDS)) {
                    throw new OutOfBoundsException(
                            "confirm_seconds",
                            Integer.toString(confirmSeconds.getAsInt()),
                            "1.." + MAX_CONFIRM_SECONDS);
                }
            }
        }

        /** The revisions that are kept, the newest first, as rows of kind REVISION. */
        @ReadOnly
        record ListRevisions() implements OfConfiguration {}

        /** The revision that waits for it stays; done is on disk. */
        record ConfirmCommit() implements OfConfiguration {}

        /**
         * Makes the text of an earlier revision the configuration again, as a new revision; one row
         * of kind REVISION, or none where it is in force already.
         *
         * @param revision absent is the one before that in force
         */
        record RollBack(OptionalInt revision, String comment) implements OfConfiguration {

            public RollBack {
                Objects.requireNonNull(revision, "revision");
                comment = checkedComment(comment);
            }
        }

        /**
         * Puts in force what the file holds by now; one row of kind REVISION, or none where it was
         * not edited.
         */
        record ReloadConfiguration(String comment) implements OfConfiguration {

            public ReloadConfiguration {
                comment = checkedComment(comment);
            }
        }
    }
}
