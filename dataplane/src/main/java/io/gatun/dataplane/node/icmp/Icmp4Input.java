package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Settings;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Icmp4;
import io.gatun.dataplane.wire.Ipv4Header;

/** ICMP to the router (RFC 792, RFC 1122 §3.2.2): counts it and answers echo requests. */
public final class Icmp4Input implements Node {

    public enum Edge {
        ECHO,
        CONSUMED
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp4Input.class, Edge.class);
    private static final int QUOTED_DATA = 8;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Icmp4Input(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Settings settings = context.tables().settings();
        out.all(Edge.ECHO);
        counters.add(Mib.ICMP_IN_MSGS, batch.size());
        for (int i = 0; i < batch.size(); i++) {
            final DropReason flaw = flaw(settings, batch, i);
            if (flaw != DropReason.NONE) {
                out.drop(i, flaw);
            } else if (Icmp4.type(message(batch, i)) != Icmp4.ECHO) {
                out.send(i, Edge.CONSUMED);
            }
        }
    }

    private DropReason flaw(Settings settings, PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final int length = Ipv4Header.totalLength(ip) - Ipv4Header.headerLength(ip);
        final long icmp = message(batch, i);
        if (Checksum.over(icmp, length) != 0) {
            return DropReason.ICMP_BAD_CHECKSUM;
        }
        if (length < Icmp4.HEADER_LENGTH) {
            return DropReason.ICMP_TRUNCATED;
        }
        final int type = Icmp4.type(icmp);
        counters.icmpIn(type);
        count(type);
        if (type > Icmp4.LAST_KNOWN_TYPE
                && type != Icmp4.EXTENDED_ECHO
                && type != Icmp4.EXTENDED_ECHO_REPLY) {
            return DropReason.ICMP_UNKNOWN_TYPE;
        }
        if ((batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0) {
            final DropReason refusal = groupRefusal(settings, type);
            if (refusal != DropReason.NONE) {
                return refusal;
            }
        }
        if (Icmp4.quotes(type) && !quotesEnough(icmp, length)) {
            return DropReason.ICMP_SHORT_QUOTE;
        }
        return type == Icmp4.ECHO && settings.icmpEchoIgnoreAll()
                ? DropReason.ICMP_ECHO_IGNORED
                : DropReason.NONE;
    }

    /** A header and 8 bytes behind it (RFC 1122 §3.2.2; ICMP4-15). */
    private static boolean quotesEnough(long icmp, int length) {
        final int quoted = length - Icmp4.HEADER_LENGTH;
        if (quoted < Ipv4Header.MIN_LENGTH) {
            return false;
        }
        final int headerLength = Ipv4Header.headerLength(icmp + Icmp4.HEADER_LENGTH);
        return headerLength >= Ipv4Header.MIN_LENGTH && quoted >= headerLength + QUOTED_DATA;
    }

    /** ICMP4-06, ICMP4-07. */
    private static DropReason groupRefusal(Settings settings, int type) {
        return switch (type) {
            case Icmp4.ECHO, Icmp4.TIMESTAMP ->
                    settings.icmpEchoIgnoreBroadcasts()
                            ? DropReason.ICMP_BROADCAST_IGNORED
                            : DropReason.NONE;
            case Icmp4.ADDRESS_MASK, Icmp4.ADDRESS_MASK_REPLY -> DropReason.NONE;
            default -> DropReason.ICMP_BROADCAST_IGNORED;
        };
    }

    private void count(int type) {
        switch (type) {
            case Icmp4.ECHO_REPLY -> counters.add(Mib.ICMP_IN_ECHO_REPS, 1);
            case Icmp4.DESTINATION_UNREACHABLE -> counters.add(Mib.ICMP_IN_DEST_UNREACHS, 1);
            case Icmp4.SOURCE_QUENCH -> counters.add(Mib.ICMP_IN_SRC_QUENCHS, 1);
            case Icmp4.REDIRECT -> counters.add(Mib.ICMP_IN_REDIRECTS, 1);
            case Icmp4.ECHO -> counters.add(Mib.ICMP_IN_ECHOS, 1);
            case Icmp4.TIME_EXCEEDED -> counters.add(Mib.ICMP_IN_TIME_EXCDS, 1);
            case Icmp4.PARAMETER_PROBLEM -> counters.add(Mib.ICMP_IN_PARM_PROBS, 1);
            case Icmp4.TIMESTAMP -> counters.add(Mib.ICMP_IN_TIMESTAMPS, 1);
            case Icmp4.TIMESTAMP_REPLY -> counters.add(Mib.ICMP_IN_TIMESTAMP_REPS, 1);
            case Icmp4.ADDRESS_MASK -> counters.add(Mib.ICMP_IN_ADDR_MASKS, 1);
            case Icmp4.ADDRESS_MASK_REPLY -> counters.add(Mib.ICMP_IN_ADDR_MASK_REPS, 1);
            default -> {} // a type without a name in RFC 4293, counted by number alone
        }
    }

    private static long message(PacketBatch batch, int i) {
        return batch.network(i) + Ipv4Header.headerLength(batch.network(i));
    }
}
