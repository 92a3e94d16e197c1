package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes the frames control sends. */
final class FrameMaker {

    private final Buffers buffers;
    private final Injector injector;
    private final WorkerCounters counters;
    private final int readyEntry;
    private final MemorySegment one = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

    /** {@code readyEntry} is the node finished frames enter at. */
    FrameMaker(Buffers buffers, Injector injector, WorkerCounters counters, int readyEntry) {
        this.buffers = buffers;
        this.injector = injector;
        this.counters = counters;
        this.readyEntry = readyEntry;
    }

    /** An ARP message as RFC 826 lays it out. */
    record ArpMessage(
            int operation, long senderMac, int senderAddress, long targetMac, int targetAddress) {}

    /** Sends ARP out of an interface, tagged as the interface is; lost when there is no buffer. */
    void sendArp(Interfaces.Row out, long sourceMac, long destinationMac, ArpMessage message) {
        if (!buffers.take(one.address(), 1)) {
            return;
        }
        final long handle = one.get(ValueLayout.JAVA_LONG, 0);
        final PacketBatch room = injector.room(0, readyEntry);
        if (room == null) { // last, for a batch once opened is sent
            give(handle);
            return;
        }
        final long frame = buffers.frame(handle);
        buffers.reshape(handle, frame, Ethernet.MIN_FRAME);
        Bytes.zero(frame, Ethernet.MIN_FRAME);
        Ethernet.destination(frame, destinationMac);
        Ethernet.source(frame, sourceMac);
        long type = frame;
        if (out.vlan() != 0) {
            Ethernet.type(frame, Ethernet.TYPE_VLAN);
            Bytes.u16(frame + Ethernet.HEADER_LENGTH, out.vlan());
            type += Ethernet.TAG_LENGTH;
        }
        Ethernet.type(type, Ethernet.TYPE_ARP);
        Arp.write(
                type + Ethernet.HEADER_LENGTH,
                message.operation(),
                message.senderMac(),
                message.senderAddress(),
                message.targetMac(),
                message.targetAddress());
        final int i = room.appendOriginated(handle, frame);
        room.length(i, Ethernet.MIN_FRAME);
        room.egress(i, out.port());
        counters.add(Account.ORIGINATED, 1);
    }

    void give(long handle) {
        one.set(ValueLayout.JAVA_LONG, 0, handle);
        buffers.give(one.address(), 1);
    }
}
