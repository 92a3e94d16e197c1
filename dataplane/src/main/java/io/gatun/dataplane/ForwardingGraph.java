package io.gatun.dataplane;

import static io.gatun.dataplane.node.hook.HookPoint.FORWARD;
import static io.gatun.dataplane.node.hook.HookPoint.INPUT;
import static io.gatun.dataplane.node.hook.HookPoint.OUTPUT;
import static io.gatun.dataplane.node.hook.HookPoint.POSTROUTING;
import static io.gatun.dataplane.node.hook.HookPoint.PREROUTING;
import static io.gatun.dataplane.table.Family.IPV4;
import static io.gatun.dataplane.table.Family.IPV6;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.GraphBuilder;
import io.gatun.dataplane.graph.PuntKind;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.adjacency.EthernetOutput;
import io.gatun.dataplane.node.hook.HookPoint;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.node.icmp.DiscoveryInput;
import io.gatun.dataplane.node.icmp.Icmp4Echo;
import io.gatun.dataplane.node.icmp.Icmp4Error;
import io.gatun.dataplane.node.icmp.Icmp4Input;
import io.gatun.dataplane.node.icmp.Icmp6Echo;
import io.gatun.dataplane.node.icmp.Icmp6Error;
import io.gatun.dataplane.node.icmp.Icmp6Input;
import io.gatun.dataplane.node.icmp.IcmpLimiter;
import io.gatun.dataplane.node.icmp.Refused;
import io.gatun.dataplane.node.ipv4.Ipv4FastPath;
import io.gatun.dataplane.node.ipv4.Ipv4Forward;
import io.gatun.dataplane.node.ipv4.Ipv4Fragment;
import io.gatun.dataplane.node.ipv4.Ipv4Input;
import io.gatun.dataplane.node.ipv4.Ipv4Local;
import io.gatun.dataplane.node.ipv4.Ipv4Lookup;
import io.gatun.dataplane.node.ipv4.Ipv4Output;
import io.gatun.dataplane.node.ipv4.Ipv4ReversePath;
import io.gatun.dataplane.node.ipv6.Ipv6FastPath;
import io.gatun.dataplane.node.ipv6.Ipv6Forward;
import io.gatun.dataplane.node.ipv6.Ipv6Input;
import io.gatun.dataplane.node.ipv6.Ipv6Local;
import io.gatun.dataplane.node.ipv6.Ipv6Lookup;
import io.gatun.dataplane.node.ipv6.Ipv6Output;
import io.gatun.dataplane.node.link.ArpInput;
import io.gatun.dataplane.node.link.EthernetInput;
import io.gatun.dataplane.node.link.VlanInput;
import io.gatun.dataplane.node.punt.Consume;
import io.gatun.dataplane.node.punt.Punt;
import io.gatun.dataplane.node.tx.PortTx;
import io.gatun.dataplane.node.udp.Udp6Local;
import io.gatun.dataplane.node.udp.UdpLocal;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.table.Family;
import java.util.List;

/** The way of a packet: every node and every edge, in order of travel. Read this file first. */
public final class ForwardingGraph {

    /** Where control puts frames that are ready but for their Ethernet header. */
    public static final String RELEASED = "ethernet-output";

    /** Where control puts frames that are ready. */
    public static final String READY = "port-tx";

    /** Where control puts packets that get an ICMP error for an answer. */
    public static final String REFUSED = "refused";

    /** What one worker's graph is made of, beside the nodes. */
    public record Parts(
            NodeContext context,
            Hooks hooks,
            BatchRing toControl,
            List<FrameSink> sinksByPort,
            boolean reversePath,
            int workers,
            long seed) {}

    private final Parts parts;
    private final NodeContext context;
    private final GraphBuilder graph = new GraphBuilder();

    private ForwardingGraph(Parts parts) {
        this.parts = parts;
        this.context = parts.context();
    }

    /** Where received frames begin. */
    public static String received(Parts parts) {
        if (isPlain4(parts)) {
            return "ipv4-fast-path";
        }
        return isPlain(parts, IPV6) ? "ipv6-fast-path" : "ethernet-input";
    }

    /** Nothing wants to see packets on the way that the fast path shortens. */
    private static boolean isPlain(Parts parts, Family family) {
        return !parts.hooks().anyAt(family, PREROUTING)
                && !parts.hooks().anyAt(family, FORWARD)
                && !parts.hooks().anyAt(family, POSTROUTING);
    }

    private static boolean isPlain4(Parts parts) {
        return !parts.reversePath() && isPlain(parts, IPV4);
    }

    public static Graph wire(Parts parts) {
        return new ForwardingGraph(parts).wire();
    }

    private Graph wire() {
        final IcmpLimiter limiter = new IcmpLimiter(context.counters(), parts.workers());
        graph.entry(received(parts)).entry(RELEASED).entry(READY).entry(REFUSED);

        if (isPlain4(parts)) {
            graph.add(new Ipv4FastPath(context))
                    .edge(Ipv4FastPath.Edge.TRANSMIT, "port-tx")
                    .edge(
                            Ipv4FastPath.Edge.OTHER,
                            isPlain(parts, IPV6) ? "ipv6-fast-path" : "ethernet-input");
        }
        if (isPlain(parts, IPV6)) {
            graph.add(new Ipv6FastPath(context))
                    .edge(Ipv6FastPath.Edge.TRANSMIT, "port-tx")
                    .edge(Ipv6FastPath.Edge.OTHER, "ethernet-input");
        }
        graph.add(new EthernetInput(context))
                .edge(EthernetInput.Edge.IPV4, "ipv4-input")
                .edge(EthernetInput.Edge.IPV6, "ipv6-input")
                .edge(EthernetInput.Edge.ARP, "arp-input")
                .edge(EthernetInput.Edge.VLAN, "vlan-input");
        graph.add(new VlanInput(context))
                .edge(VlanInput.Edge.IPV4, "ipv4-input")
                .edge(VlanInput.Edge.IPV6, "ipv6-input")
                .edge(VlanInput.Edge.ARP, "arp-input");
        graph.add(new ArpInput(context)).edge(ArpInput.Edge.PUNT, "punt-arp");
        graph.add(new Punt(PuntKind.ARP, parts.toControl(), context.counters()));
        graph.add(new Refused())
                .edge(Refused.Edge.IPV4, "icmp4-error")
                .edge(Refused.Edge.IPV6, "icmp6-error");

        wireIpv4(limiter);
        wireIpv6(limiter);
        graph.add(new Consume(context));
        graph.add(new EthernetOutput(context))
                .edge(EthernetOutput.Edge.TRANSMIT, "port-tx")
                .edge(EthernetOutput.Edge.UNRESOLVED, "punt-unresolved");
        graph.add(new Punt(PuntKind.UNRESOLVED, parts.toControl(), context.counters()));
        graph.add(new PortTx(context, parts.sinksByPort()));
        return graph.build(); // refuses an edge without a target and a node no edge leads to
    }

    private void wireIpv4(IcmpLimiter limiter) {
        final String validated = parts.reversePath() ? "ipv4-reverse-path" : "ipv4-lookup";
        graph.add(new Ipv4Input(context))
                .edge(
                        Ipv4Input.Edge.ACCEPTED,
                        // source validation is part of the lookup in Linux: after PREROUTING
                        at(IPV4, PREROUTING, validated));
        if (parts.reversePath()) {
            graph.add(new Ipv4ReversePath(context))
                    .edge(Ipv4ReversePath.Edge.ACCEPTED, "ipv4-lookup");
        }
        graph.add(new Ipv4Lookup(context))
                .edge(Ipv4Lookup.Edge.FORWARD, "ipv4-forward")
                .edge(Ipv4Lookup.Edge.LOCAL, at(IPV4, INPUT, "ipv4-local"))
                .edge(Ipv4Lookup.Edge.UNREACHABLE, "icmp4-error");

        graph.add(new Ipv4Local(context))
                .edge(Ipv4Local.Edge.ICMP, "icmp4-input")
                .edge(Ipv4Local.Edge.UDP, "udp-local")
                .edge(Ipv4Local.Edge.ERROR, "icmp4-error");
        graph.add(new Icmp4Input(context))
                .edge(Icmp4Input.Edge.ECHO, "icmp4-echo")
                .edge(Icmp4Input.Edge.CONSUMED, "consume");
        graph.add(new UdpLocal()).edge(UdpLocal.Edge.ERROR, "icmp4-error");
        graph.add(new Icmp4Echo(context, limiter)).edge(Icmp4Echo.Edge.REPLY, "ipv4-output");

        graph.add(new Ipv4Forward(context))
                .edge(Ipv4Forward.Edge.OUTPUT, forwarded(IPV4, "ethernet-output"))
                .edge(Ipv4Forward.Edge.OVERSIZE, forwarded(IPV4, "ipv4-fragment"))
                .edge(Ipv4Forward.Edge.ERROR, "icmp4-error");
        graph.add(new Icmp4Error(context, limiter)).edge(Icmp4Error.Edge.REPLY, "ipv4-output");
        graph.add(new Ipv4Output(context, parts.seed()))
                .edge(Ipv4Output.Edge.OUTPUT, originated(IPV4, "ethernet-output"))
                .edge(Ipv4Output.Edge.OVERSIZE, originated(IPV4, "ipv4-fragment"));

        // fragmentation comes last, so that hooks see whole packets
        graph.add(new Ipv4Fragment(context)).edge(Ipv4Fragment.Edge.OUTPUT, "ethernet-output");
    }

    private void wireIpv6(IcmpLimiter limiter) {
        graph.add(new Ipv6Input(context))
                .edge(Ipv6Input.Edge.ACCEPTED, at(IPV6, PREROUTING, "ipv6-lookup"));
        graph.add(new Ipv6Lookup(context))
                .edge(Ipv6Lookup.Edge.FORWARD, "ipv6-forward")
                .edge(Ipv6Lookup.Edge.LOCAL, at(IPV6, INPUT, "ipv6-local"))
                .edge(Ipv6Lookup.Edge.UNREACHABLE, "icmp6-error");

        graph.add(new Ipv6Local(context))
                .edge(Ipv6Local.Edge.ICMP, "icmp6-input")
                .edge(Ipv6Local.Edge.UDP, "udp6-local")
                .edge(Ipv6Local.Edge.ERROR, "icmp6-error");
        graph.add(new Icmp6Input(context))
                .edge(Icmp6Input.Edge.ECHO, "icmp6-echo")
                .edge(Icmp6Input.Edge.DISCOVERY, "discovery-input")
                .edge(Icmp6Input.Edge.CONSUMED, "consume");
        graph.add(new Udp6Local()).edge(Udp6Local.Edge.ERROR, "icmp6-error");
        graph.add(new DiscoveryInput()).edge(DiscoveryInput.Edge.PUNT, "punt-nd");
        graph.add(new Punt(PuntKind.ND, parts.toControl(), context.counters()));
        graph.add(new Icmp6Echo(context, limiter)).edge(Icmp6Echo.Edge.REPLY, "ipv6-output");

        graph.add(new Ipv6Forward(context))
                .edge(Ipv6Forward.Edge.OUTPUT, forwarded(IPV6, "ethernet-output"))
                .edge(Ipv6Forward.Edge.ERROR, "icmp6-error");
        graph.add(new Icmp6Error(context, limiter)).edge(Icmp6Error.Edge.REPLY, "ipv6-output");
        graph.add(new Ipv6Output(context))
                .edge(Ipv6Output.Edge.OUTPUT, originated(IPV6, "ethernet-output"));
    }

    private String forwarded(Family family, String target) {
        return at(family, FORWARD, at(family, POSTROUTING, target));
    }

    private String originated(Family family, String target) {
        return at(family, OUTPUT, at(family, POSTROUTING, target));
    }

    private String at(Family family, HookPoint point, String target) {
        return parts.hooks().at(family, point, target, graph, context.counters());
    }
}
