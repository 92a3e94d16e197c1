package io.gatun.dataplane.node.ipv4;

import static io.gatun.dataplane.wire.Ipv4Header.MORE_FRAGMENTS;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv4Options;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Splits a packet into as few fragments as the MTU allows, in ascending order (RFC 791 §3.2, RFC
 * 1812 §4.2.2.7); a fragment is split further and keeps its place (FRAG-05).
 */
public final class Ipv4Fragment implements Node {

    public enum Edge {
        OUTPUT
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Fragment.class, Edge.class);

    private final NodeContext context;
    private final WorkerCounters counters;
    private final MemorySegment one = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

    public Ipv4Fragment(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.takeAll();
        for (int i = 0; i < batch.size(); i++) {
            if (split(batch, i, out)) {
                counters.add(Mib.IP_FRAG_OKS, 1);
                counters.add(Account.CONSUMED, 1);
                give(batch.handle(i));
            } else {
                out.drop(i, DropReason.IPV4_FRAGMENT_NO_BUFFER);
            }
        }
    }

    /** False when buffers ran out; fragments already made go on (FRAG-10). */
    private boolean split(PacketBatch batch, int i, Dispatch out) {
        final long ip = batch.network(i);
        final int mtu = context.tables().adjacencies().mtu(batch.adjacency(i));
        final int headerLength = Ipv4Header.headerLength(ip);
        final int end = Ipv4Header.totalLength(ip) - headerLength;
        final int room = mtu - headerLength;
        if (room < 8) { // a route's MTU may be smaller than the 68 bytes an interface must carry
            return false;
        }
        int length;
        for (int at = 0; at < end; at += length) {
            length = end - at <= room ? end - at : room & ~7;
            final PacketBatch next = out.room(Edge.OUTPUT);
            if (next == null || !context.buffers().take(one.address(), 1)) {
                return false;
            }
            final long handle = one.get(ValueLayout.JAVA_LONG, 0);
            final int to = next.appendOriginated(handle, context.buffers().frame(handle));
            inherit(batch, i, next, to, headerLength + length);
            write(ip, next.network(to), headerLength, at, length, at + length < end);
            counters.add(Mib.IP_FRAG_CREATES, 1);
            counters.add(Mib.IP_OUT_TRANSMITS, 1);
            counters.add(Mib.IP_OUT_OCTETS, headerLength + length);
            if ((batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0) {
                counters.add(Mib.IP_OUT_BCAST_PKTS, 1);
                counters.add(Mib.IP_OUT_BCAST_OCTETS, headerLength + length);
            }
            counters.add(Account.ORIGINATED, 1);
        }
        return true;
    }

    private void inherit(PacketBatch batch, int i, PacketBatch room, int to, int totalLength) {
        room.network(to, room.frame(to) + Ethernet.HEADER_LENGTH);
        room.length(to, Ethernet.HEADER_LENGTH + totalLength);
        room.ingress(to, batch.ingress(i));
        room.adjacency(to, batch.adjacency(i));
        room.flags(to, batch.flags(i));
        room.trace(to, batch.trace(i));
        room.flagsUnion(room.flagsUnion() | batch.flags(i));
        context.buffers().reshape(room.handle(to), room.frame(to), room.length(to));
    }

    private static void write(
            long whole, long ip, int headerLength, int at, int length, boolean hasMore) {
        Bytes.copy(whole, ip, headerLength);
        Bytes.copy(whole + headerLength + at, ip + headerLength, length);
        if (at > 0) {
            Ipv4Options.keepCopied(ip, headerLength);
        }
        final int before = Ipv4Header.flagsAndOffset(whole);
        final int offset = (before & Ipv4Header.OFFSET_MASK) + (at >>> 3);
        final int more = hasMore ? MORE_FRAGMENTS : (before & MORE_FRAGMENTS);
        Ipv4Header.flagsAndOffset(ip, (before & Ipv4Header.DONT_FRAGMENT) | more | offset);
        Ipv4Header.totalLength(ip, headerLength + length);
        Ipv4Header.seal(ip);
    }

    private void give(long handle) {
        one.set(ValueLayout.JAVA_LONG, 0, handle);
        context.buffers().give(one.address(), 1);
    }
}
