package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.graph.FrameFacts;
import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.PacketFilter;
import io.gatun.mgmt.model.PacketFilter.Side;

/** Makes of an operator's filter one that workers ask: without state, and nothing is allocated. */
final class FilterCompiler {

    private FilterCompiler() {}

    /** Of an operator's words; refused by name where they mean nothing. */
    static FrameFilter read(String text) throws RefusedException {
        try {
            return compile(PacketFilter.parse(text));
        } catch (IllegalArgumentException e) {
            throw outOfBounds("filter", text, "", e.getMessage());
        }
    }

    private static FrameFilter compile(PacketFilter filter) {
        return switch (filter) {
            case PacketFilter.All() -> FrameFilter.ALL;
            case PacketFilter.Not(PacketFilter inner) -> {
                final FrameFilter compiled = compile(inner);
                yield facts -> !compiled.accepts(facts);
            }
            case PacketFilter.And(PacketFilter left, PacketFilter right) -> {
                final FrameFilter first = compile(left);
                final FrameFilter second = compile(right);
                yield facts -> first.accepts(facts) && second.accepts(facts);
            }
            case PacketFilter.Or(PacketFilter left, PacketFilter right) -> {
                final FrameFilter first = compile(left);
                final FrameFilter second = compile(right);
                yield facts -> first.accepts(facts) || second.accepts(facts);
            }
            case PacketFilter.Net(Side side, Ipv4Prefix prefix) -> net(side, prefix);
            case PacketFilter.Net(Side side, Ipv6Prefix prefix) -> net(side, prefix);
            case PacketFilter.Port(Side side, int number) ->
                    facts ->
                            (side != Side.DESTINATION && facts.srcPort() == number)
                                    || (side != Side.SOURCE && facts.dstPort() == number);
            case PacketFilter.Protocol(int number) -> facts -> facts.protocol() == number;
            case PacketFilter.Type(int etherType) -> facts -> facts.type() == etherType;
            case PacketFilter.Vlan(var id) -> {
                final int wanted = id.orElse(FrameFacts.NONE);
                yield id.isPresent()
                        ? facts -> facts.vlan() == wanted
                        : facts -> facts.vlan() != FrameFacts.NONE;
            }
        };
    }

    private static FrameFilter net(Side side, Ipv4Prefix prefix) {
        final int mask = Ipv4Prefix.mask(prefix.length());
        final int bits = prefix.bits();
        return facts ->
                (side != Side.DESTINATION && facts.isSourceIn4(bits, mask))
                        || (side != Side.SOURCE && facts.isDestinationIn4(bits, mask));
    }

    private static FrameFilter net(Side side, Ipv6Prefix prefix) {
        final long high = prefix.high();
        final long low = prefix.low();
        final long highMask = Ipv6Prefix.highMask(prefix.length());
        final long lowMask = Ipv6Prefix.lowMask(prefix.length());
        return facts ->
                (side != Side.DESTINATION && facts.isSourceIn6(high, low, highMask, lowMask))
                        || (side != Side.SOURCE
                                && facts.isDestinationIn6(high, low, highMask, lowMask));
    }
}
