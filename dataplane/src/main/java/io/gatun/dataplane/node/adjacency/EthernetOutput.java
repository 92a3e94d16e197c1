package io.gatun.dataplane.node.adjacency;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;

/**
 * Writes the Ethernet header the adjacency has ready (RFC 1812 §5.2.4, RFC 894) and marks it used;
 * a packet whose next hop is not known yet goes to be resolved.
 */
public final class EthernetOutput implements Node {

    public enum Edge {
        TRANSMIT,
        UNRESOLVED
    }

    private static final NodeSpec SPEC = NodeSpec.of(EthernetOutput.class, Edge.class);
    private static final int TAIL = 6;
    private static final int ADDRESSES = 12;

    private final NodeContext context;

    public EthernetOutput(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Adjacencies table = context.tables().adjacencies();
        final int n = batch.size();
        int anyPort = 0;
        int everyPort = -1;
        out.all(Edge.TRANSMIT);
        for (int i = 0; i < n; i++) {
            final int adjacency = batch.adjacency(i);
            final int port = table.port(adjacency);
            final long frame = batch.frame(i);
            batch.egress(i, port);
            anyPort |= port;
            everyPort &= port;
            table.use(adjacency);
            if (port >= 0
                    && table.tag(adjacency) == 0
                    && batch.network(i) - frame == Ethernet.HEADER_LENGTH
                    && batch.length(i) >= Ethernet.MIN_FRAME) {
                Bytes.raw64(frame, table.rewriteHead(adjacency));
                Bytes.raw64(frame + TAIL, table.rewriteTail(adjacency));
            } else if (port >= 0) {
                reframe(table, batch, i);
            } else {
                out.send(i, Edge.UNRESOLVED);
            }
        }
        if (anyPort == everyPort) {
            batch.egressPort(anyPort);
        }
    }

    /**
     * Puts on or takes off a tag, or pads with zeros to the least an Ethernet frame is (DEV-06).
     */
    private void reframe(Adjacencies table, PacketBatch batch, int i) {
        final int adjacency = batch.adjacency(i);
        final int tag = table.tag(adjacency);
        final int header = Ethernet.HEADER_LENGTH + (tag == 0 ? 0 : Ethernet.TAG_LENGTH);
        final long ip = batch.network(i);
        final long frame = ip - header;
        final int content = batch.length(i) - (int) (ip - batch.frame(i));
        final int length = Math.max(Ethernet.MIN_FRAME, header + content);
        batch.frame(i, frame);
        batch.length(i, length);
        context.buffers().reshape(batch.handle(i), frame, length);
        Bytes.zero(ip + content, length - header - content);
        Bytes.raw64(frame, table.rewriteHead(adjacency));
        Bytes.raw64(frame + TAIL, table.rewriteTail(adjacency));
        if (tag != 0) {
            Bytes.raw32(frame + ADDRESSES, tag);
            Ethernet.type(frame + Ethernet.TAG_LENGTH, table.type(adjacency));
        }
    }
}
