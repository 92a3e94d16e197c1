"""Addresses that no packet may have, and whose the frame is (VAL-15 to 21, FWD-03, FWD-17)."""

from scapy.layers.inet import ICMP, IP, UDP
from scapy.layers.l2 import Dot1Q, Ether
from scapy.packet import Raw

from case import FAR, HOST, HOST_MAC, ROUTER, Spec, echo, octets, transit
from network import WEST_MAC

SOURCES = {
    "0.0.0.0": "unspecified",
    "0.0.0.1": "this network",
    "0.1.2.3": "this network too",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback too",
    "10.0.0.1": "own",
    "10.0.1.1": "own of the other side",
    "10.0.0.255": "subnet broadcast",
    "10.0.1.255": "subnet broadcast of the other side",
    "10.0.0.0": "subnet itself",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast too",
    "240.0.0.1": "class E",
    "255.255.255.254": "class E too",
    "255.255.255.255": "limited broadcast",
}


def _routed_anywhere(case):
    case.network.routes.append({"prefix": "0.0.0.0/0", "via": "10.0.1.9"})


@Spec("VAL-16", "VAL-18", "VAL-19", "FWD-19", "FIB-36")
def martian_sources(case):
    _routed_anywhere(case)
    for source, name in SOURCES.items():
        if "subnet broadcast" not in name:
            case.west(f"{name}, transit", transit(src=source))
            case.west(f"{name}, to the router", echo(src=source))
            if "loopback" not in name:
                case.west(f"{name}, to all", transit(src=source, dst="255.255.255.255"))


@Spec("VAL-16")
def loopback_sources_to_all(case):
    """Linux looks at the destination first and delivers them; no one listens."""
    case.west("127.0.0.1", transit(src="127.0.0.1", dst="255.255.255.255"))
    for counter in ("Ip.InDelivers", "IpExt.InBcastPkts", "Udp.IgnoredMulti"):
        case.counts("loopback-source-to-all", counter, linux=1, gatun=0)
    case.counts("loopback-source-to-all", "IpExt.InBcastOctets", linux=48, gatun=0)


@Spec("VAL-16", "ICMP4-50")
def broadcast_sources(case):
    """RFC 1812 §5.3.7 refuses them; Linux forwards and answers them while rp_filter is off."""
    case.uncounted = True
    for source, by in (("10.0.0.255", "west"), ("10.0.1.255", "east")):
        case.west(f"{source}, transit", transit(src=source))
        case.differs(
            "broadcast-source",
            f"{source}, transit",
            linux=[f"east udp from {source} ttl 63 length 48"],
            gatun=[],
        )
        case.west(f"{source}, ttl 1", transit(src=source, ttl=1))
        case.differs(
            "broadcast-source",
            f"{source}, ttl 1",
            linux=[f"{by} icmp 11/0 from {ROUTER[by]} ttl 64 length 76"],
            gatun=[],
        )
        case.west(f"{source}, to the router", echo(src=source))
        case.differs(
            "broadcast-source",
            f"{source}, to the router",
            linux=[f"{by} icmp 0/0 from 10.0.0.1 ttl 64 length 48"],
            gatun=[],
        )


@Spec("ICMP4-50", "ICMP4-51", "VAL-16")
def martian_sources_are_not_answered(case):
    _routed_anywhere(case)
    for source, name in SOURCES.items():
        if "network" not in name and "subnet broadcast" not in name:
            case.west(f"{name}, ttl 1", transit(src=source, ttl=1))


@Spec("ICMP4-50")
def sources_in_this_network_are_not_answered(case):
    """RFC 1812 §4.3.2.7; Linux takes all of 0/8 but 0.0.0.0 for hosts."""
    _routed_anywhere(case)
    case.uncounted = True
    for source in ("0.0.0.1", "0.1.2.3"):
        case.west(source, transit(src=source, ttl=1))
        case.differs(
            "zero-network",
            source,
            linux=["east icmp 11/0 from 10.0.1.1 ttl 64 length 76"],
            gatun=[],
        )


@Spec("VAL-17", "VAL-18", "VAL-24", "FWD-17", "FIB-14", "FIB-36", "FIB-37")
def martian_destinations(case):
    _routed_anywhere(case)
    for destination, name in SOURCES.items():
        case.west(name, transit(dst=destination))
        case.west(f"{name}, ttl 1", transit(dst=destination, ttl=1))
    case.west("nobody to nobody", transit(src="0.0.0.0", dst="0.0.0.0"))
    case.west("multicast not joined", transit(dst="224.0.0.9"))


@Spec("FWD-17", "TUN-14")
def directed_broadcasts(case):
    case.network.for_all["bc_forwarding"] = 1
    case.network.interfaces["west"].switches["bc_forwarding"] = 1
    case.west("to the other subnet", transit(dst="10.0.1.255"))
    case.west("to the other subnet, echo", echo(dst="10.0.1.255"))
    case.west("to the own subnet", transit(dst="10.0.0.255"))
    case.west("to the own subnet, to all", transit(dst="10.0.0.255"), dst="ff:ff:ff:ff:ff:ff")
    case.west("to the other subnet, to all", transit(dst="10.0.1.255"), dst="ff:ff:ff:ff:ff:ff")
    case.west("limited", transit(dst="255.255.255.255"))
    case.east("from the other side", echo(src="10.0.1.9", dst="10.0.0.255"))


@Spec("FWD-17", "TUN-14")
def directed_broadcasts_where_all_is_off(case):
    case.network.interfaces["west"].switches["bc_forwarding"] = 1
    case.west("to the other subnet", transit(dst="10.0.1.255"))


@Spec("FWD-17", "TUN-14")
def directed_broadcasts_where_forwarding_is_off(case):
    """Linux looks at bc_forwarding first, and then no more at forwarding."""
    case.network.for_all["bc_forwarding"] = 1
    for name, bc_forwarding in (("west", 1), ("east", 0)):
        case.network.interfaces[name].switches["bc_forwarding"] = bc_forwarding
        case.network.interfaces[name].switches["forwarding"] = 0
    case.west("to the other subnet", transit(dst="10.0.1.255"))
    case.west("to the own subnet", transit(dst="10.0.0.255"))
    case.west("to a host of the other subnet", transit(dst="10.0.1.9"))
    case.east("from the other side", transit(src="10.0.1.9", dst="10.0.0.255"))


@Spec("FWD-17", "ICMP4-48")
def directed_broadcasts_with_ttl_1(case):
    """RFC 1812 §4.3.2.7: no error about a packet to a broadcast address."""
    case.uncounted = True
    case.network.for_all["bc_forwarding"] = 1
    case.network.interfaces["west"].switches["bc_forwarding"] = 1
    case.west("ttl 1", transit(dst="10.0.1.255", ttl=1))
    case.differs(
        "directed-broadcast-error",
        "ttl 1",
        linux=["west icmp 11/0 from 10.0.0.1 ttl 64 length 76"],
        gatun=[],
    )


@Spec("VAL-18")
def class_e_without_a_default_route(case):
    case.network.routes.append({"prefix": "240.0.0.0/8", "via": "10.0.1.9"})
    case.west("routed", transit(dst="240.1.2.3"))
    case.west("not routed", transit(dst="250.1.2.3"))
    case.west("from class E", transit(src="241.1.2.3"))


@Spec("FWD-18", "ARP-46")
def link_local_addresses(case):
    """RFC 3927 §2.7 says they are not forwarded; Linux forwards them."""
    _routed_anywhere(case)
    case.uncounted = True
    _link_local(case)
    for name, linux in {
        "source": "east udp from 169.254.1.1 ttl 63 length 48",
        "destination": "east udp from 10.0.0.2 ttl 63 length 48",
        "source, ttl 1": "east icmp 11/0 from 10.0.1.1 ttl 64 length 76",
        "source to the router": "east icmp 0/0 from 10.0.0.1 ttl 64 length 48",
    }.items():
        case.differs("link-local", name, linux=[linux], gatun=[])


@Spec("FWD-18")
def link_local_addresses_when_asked_to(case):
    _routed_anywhere(case)
    for interface in case.network.interfaces.values():
        interface.switches["forward_link_local"] = 1
    _link_local(case)


def _link_local(case):
    case.west("source", transit(src="169.254.1.1"))
    case.west("destination", transit(dst="169.254.1.1"))
    case.west("source, ttl 1", transit(src="169.254.1.1", ttl=1))
    case.west("source to the router", echo(src="169.254.1.1"))


@Spec("VAL-16")
def accept_local(case):
    case.network.interfaces["west"].switches["accept_local"] = 1
    case.west("own source in transit", transit(src="10.0.0.1"))
    case.west("own source of the other side", transit(src="10.0.1.1"))
    case.east("where it is off", transit(src="10.0.0.1", dst=HOST))


@Spec("VAL-16", "VAL-17")
def route_localnet(case):
    case.network.interfaces["west"].switches["route_localnet"] = 1
    case.west("loopback source", transit(src="127.0.0.5"))
    case.east("loopback source where it is off", transit(src="127.0.0.5", dst=HOST))


@Spec("VAL-20", "ICMP4-49", "FWD-03", "FIB-38", "DEV-04")
def group_frames(case):
    for name, mac in {
        "broadcast": "ff:ff:ff:ff:ff:ff",
        "multicast": "01:00:5e:00:00:01",
        "group of another kind": "03:00:00:00:00:01",
    }.items():
        case.west(f"{name}, transit", transit(), dst=mac)
        case.west(f"{name}, transit, ttl 1", transit(ttl=1), dst=mac)
        case.west(f"{name}, no route", transit(dst="192.0.2.1"), dst=mac)
        case.west(f"{name}, echo", echo(), dst=mac)
        case.west(f"{name}, udp to the router", transit(dst=ROUTER["west"]), dst=mac)
        case.west(f"{name}, protocol 99", transit(dst=ROUTER["west"], proto=99), dst=mac)


@Spec("VAL-20")
def drop_unicast_in_l2_multicast(case):
    case.network.interfaces["west"].switches["drop_unicast_in_l2_multicast"] = 1
    case.west("echo in broadcast", echo(), dst="ff:ff:ff:ff:ff:ff")
    case.west("echo in multicast", echo(), dst="01:00:5e:00:00:01")
    case.west("echo to us", echo())
    case.west("broadcast in broadcast", echo(dst="10.0.0.255"), dst="ff:ff:ff:ff:ff:ff")


@Spec("DEV-04", "FWD-03", "VAL-10")
def frames_for_others(case):
    case.west("another host", transit(), dst="02:00:00:00:00:77")
    case.west("the other port's address", transit(), dst="02:00:00:00:00:02")
    case.west("echo", echo(), dst="02:00:00:00:00:77")


@Spec("DEV-05")
def unknown_ethertypes(case):
    for kind in (0x0000, 0x0800 + 5, 0x88B5, 0x05DC, 0x8035, 0xFFFF):
        frame = Ether(dst=WEST_MAC, src=HOST_MAC, type=kind) / Raw(octets(60))
        case.west(f"type {kind:04x}", frame)


@Spec("DEV-05", "VAL-10")
def tags_of_nobody(case):
    """This kernel is built without VLAN interfaces; what it does with tags it still shows."""
    for name, tags in {
        "vlan 100": [Dot1Q(vlan=100)],
        "vlan 4095": [Dot1Q(vlan=4095)],
        "vlan 0": [Dot1Q(vlan=0, prio=3)],
        "vlan 0, dei": [Dot1Q(vlan=0, id=1)],
        "two tags": [Dot1Q(vlan=100), Dot1Q(vlan=100)],
    }.items():
        for kind, packet in (("transit", transit()), ("echo", echo())):
            frame = Ether(dst=WEST_MAC, src=HOST_MAC)
            for tag in tags:
                frame /= tag
            case.west(f"{name}, {kind}", frame / packet)


@Spec("VAL-22", "FIB-08", "FWD-01")
def forwarding_off_on_the_way_in(case):
    case.network.interfaces["west"].switches["forwarding"] = 0
    case.network.routes += [
        {"prefix": "203.0.113.0/26", "type": "prohibit"},
        {"prefix": "203.0.113.64/26", "type": "unreachable"},
        {"prefix": "203.0.113.128/26", "type": "blackhole"},
    ]
    case.west("transit", transit())
    case.west("transit, ttl 1", transit(ttl=1))
    case.west("prohibit", transit(dst="203.0.113.1"))
    case.west("unreachable", transit(dst="203.0.113.65"))
    case.west("blackhole", transit(dst="203.0.113.129"))
    case.west("echo", echo())
    case.east("where it is on", transit(src=FAR, dst=HOST))


@Spec("VAL-22")
def forwarding_off_and_no_route(case):
    """VAL-22 counts it among what has no route; Linux does not look."""
    case.network.interfaces["west"].switches["forwarding"] = 0
    case.west("no route", transit(dst="192.0.2.1"))
    case.counts("forwarding-off-no-route", "Ip.InAddrErrors", linux=1, gatun=0)
    case.counts("forwarding-off-no-route", "IpExt.InNoRoutes", linux=0, gatun=1)


@Spec("VAL-21")
def interface_without_addresses(case):
    """RFC 1812 §5.2.3; in Linux an interface needs no address to forward."""
    case.network.interfaces["west"].addresses = []
    case.network.neighbors = case.network.neighbors[1:]
    case.network.routes.append({"prefix": "10.0.0.0/24", "via": "10.0.1.9"})
    case.uncounted = True
    case.west("transit", transit())
    case.differs(
        "no-address-no-ipv4",
        "transit",
        linux=["east udp from 10.0.0.2 ttl 63 length 48"],
        gatun=[],
    )
    case.west("echo", echo(dst=ROUTER["east"]))
    case.differs(
        "no-address-no-ipv4",
        "echo",
        linux=["east icmp 0/0 from 10.0.1.1 ttl 64 length 48"],
        gatun=[],
    )


@Spec("VAL-15", "RPF-01")
def reverse_path_off(case):
    _spoofed(case, 0)
    case.counts("out-no-routes", "Ip.OutNoRoutes", linux=0, gatun=5)


@Spec("VAL-15", "VAL-16", "ICMP4-51", "FWD-19")
def reverse_path_strict(case):
    _spoofed(case, 1)


@Spec("VAL-15", "VAL-16", "ICMP4-51", "FWD-19")
def reverse_path_loose(case):
    _spoofed(case, 2)


def _spoofed(case, mode):
    case.network.routes += [
        {"prefix": "203.0.113.0/26", "type": "prohibit"},
        {"prefix": "203.0.113.64/26", "type": "unreachable"},
        {"prefix": "203.0.113.128/26", "type": "blackhole"},
        {"prefix": "172.16.0.0/16", "via": "10.0.0.2"},
        {"prefix": "172.16.1.0/24", "via": "10.0.1.9"},
    ]
    for interface in case.network.interfaces.values():
        interface.switches["rp_filter"] = mode
    for name, source in {
        "right side": HOST,
        "right side behind the host": "172.16.0.1",
        "wrong side": "172.16.1.1",
        "wrong side attached": "10.0.1.77",
        "no route": "192.0.2.1",
        "prohibit": "203.0.113.1",
        "unreachable": "203.0.113.65",
        "blackhole": "203.0.113.129",
        "own": ROUTER["west"],
        "own of the other side": ROUTER["east"],
        "class E": "241.0.0.1",
        "unspecified": "0.0.0.0",
    }.items():
        case.west(name, transit(src=source))
        case.west(f"{name}, ttl 1", transit(src=source, ttl=1))
        case.west(f"{name}, to the router", echo(src=source))
        case.west(f"{name}, to all", transit(src=source, dst="255.255.255.255"))


@Spec("VAL-15", "FWD-19")
def reverse_path_and_no_route(case):
    """Who is refused for its source does not hear that there is no route; Linux looks first."""
    case.network.interfaces["west"].switches["rp_filter"] = 1
    case.network.interfaces["east"].switches["rp_filter"] = 2
    case.uncounted = True
    case.west("right side, strict", transit(dst="192.0.2.9"))
    case.east("other side, loose", transit(dst="192.0.2.9"))
    case.west("wrong side, strict", transit(src="10.0.1.9", dst="192.0.2.9"))
    case.differs(
        "reverse-path-before-route",
        "wrong side, strict",
        linux=["east icmp 3/0 from 10.0.1.1 ttl 64 length 76"],
        gatun=[],
    )
    case.west("from nowhere, strict", transit(src="8.8.8.8", dst="192.0.2.9"))
    case.east("from nowhere, loose", transit(src="8.8.8.8", dst="192.0.2.9"))


@Spec("VAL-15", "RPF-15")
def reverse_path_with_a_default_route(case):
    _routed_anywhere(case)
    case.network.interfaces["west"].switches["rp_filter"] = 2
    case.network.interfaces["east"].switches["rp_filter"] = 1
    case.west("anyone, loose", transit(src="192.0.2.1"))
    case.east("anyone, strict", transit(src="192.0.2.1", dst=HOST))
    case.east("from the west, strict", transit(src=HOST, dst=HOST))


@Spec("FWD-13")
def back_where_it_came_from(case):
    _hairpin(case)
    case.west("to a neighbor of the host", transit(dst="10.0.0.3"))
    case.west("by another router of the link", transit(dst="192.0.2.1"))
    case.west("from behind the host", transit(src="192.0.2.200", dst="192.0.2.1"))
    case.west("and ttl 2", transit(dst="10.0.0.3", ttl=2))


@Spec("FWD-13", "ICMP4-37", "FWD-14")
def redirects(case):
    """Not sent by this version."""
    _hairpin(case)
    case.network.interfaces["west"].switches["send_redirects"] = 1
    case.uncounted = True
    case.west("to a neighbor", transit(dst="10.0.0.3"))
    forwarded = "west udp from 10.0.0.2 ttl 63 length 48"
    case.differs(
        "redirects",
        "to a neighbor",
        linux=["west icmp 5/1 from 10.0.0.1 ttl 64 length 76", forwarded],
        gatun=[forwarded],
    )


def _hairpin(case):
    case.network.neighbors.append(
        {"address": "10.0.0.3", "interface": "west", "mac": "02:00:00:00:01:03"}
    )
    case.network.routes.append({"prefix": "192.0.2.0/24", "via": "10.0.0.3"})


@Spec("ICMP4-24")
def traceroute(case):
    for ttl in (1, 2):
        case.west(f"udp {ttl}", IP(src=HOST, dst=FAR, ttl=ttl) / UDP(dport=33434) / Raw(octets(32)))
        case.west(f"icmp {ttl}", IP(src=HOST, dst=FAR, ttl=ttl) / ICMP() / Raw(octets(32)))
    case.west("udp to the router", IP(src=HOST, dst=ROUTER["east"], ttl=1) / UDP(dport=33434))
    case.west("icmp to the router", echo(dst=ROUTER["east"], ttl=1))
