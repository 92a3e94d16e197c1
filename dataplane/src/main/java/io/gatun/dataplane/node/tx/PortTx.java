package io.gatun.dataplane.node.tx;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.graph.WorkerCounters.AtPort;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Ethernet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Sends frames by their ports. A batch for one port leaves as it is; another is sorted first. */
public final class PortTx implements Node {

    private static final NodeSpec SPEC = NodeSpec.sink(PortTx.class);

    private final NodeContext context;
    private final FrameSink[] sinks;
    private final MemorySegment sorted =
            Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, PacketBatch.MAX_CAPACITY);
    private final int[] origin = new int[PacketBatch.MAX_CAPACITY];

    public PortTx(NodeContext context, List<FrameSink> sinksByPort) {
        this.context = context;
        this.sinks = sinksByPort.toArray(FrameSink[]::new);
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.takeAll();
        if (batch.egressPort() != PacketBatch.UNKNOWN) {
            sendWhole(batch, batch.egressPort(), out);
            return;
        }
        for (int port = 0; port < sinks.length; port++) {
            sendPart(batch, port, out);
        }
    }

    private void sendWhole(PacketBatch batch, int port, Dispatch out) {
        final FrameSink sink = sinks[port];
        final int n = batch.size();
        final int sent = sink.isUp() ? sink.send(batch.handles(), n) : 0;
        context.counters().add(Account.TRANSMITTED, sent);
        if (sent < n) {
            context.counters().add(AtPort.TX_DROPPED, port, n - sent);
        }
        for (int i = sent; i < n; i++) {
            drop(batch, i, sink, out);
        }
    }

    private void sendPart(PacketBatch batch, int port, Dispatch out) {
        int count = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.egress(i) == port) {
                origin[count] = i;
                sorted.setAtIndex(ValueLayout.JAVA_LONG, count++, batch.handle(i));
            }
        }
        if (count == 0) {
            return;
        }
        final FrameSink sink = sinks[port];
        final int sent = sink.isUp() ? sink.send(sorted.address(), count) : 0;
        context.counters().add(Account.TRANSMITTED, sent);
        if (sent < count) {
            context.counters().add(AtPort.TX_DROPPED, port, count - sent);
        }
        for (int i = sent; i < count; i++) {
            drop(batch, origin[i], sink, out);
        }
    }

    private void drop(PacketBatch batch, int i, FrameSink sink, Dispatch out) {
        final long frame = batch.frame(i);
        final int type = Ethernet.type(frame);
        switch (type == Ethernet.TYPE_VLAN ? Ethernet.taggedType(frame) : type) {
            case Ethernet.TYPE_IPV4 -> context.counters().add(Mib.IP_OUT_DISCARDS, 1);
            case Ethernet.TYPE_IPV6 -> context.counters().add(Mib.IP6_OUT_DISCARDS, 1);
            default -> {} // ARP
        }
        out.drop(i, sink.isUp() ? DropReason.TX_QUEUE_FULL : DropReason.TX_LINK_DOWN);
    }
}
