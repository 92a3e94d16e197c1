"""IPv6: headers, forwarding, what is answered and how (IP6, FWD6 and ICMP6 rows)."""

import os
import random
import socket

from scapy.layers.inet import UDP
from scapy.layers.inet6 import (
    ICMPv6DestUnreach,
    ICMPv6EchoReply,
    ICMPv6EchoRequest,
    ICMPv6Unknown,
    IPv6,
    IPv6ExtHdrDestOpt,
    IPv6ExtHdrFragment,
    IPv6ExtHdrRouting,
)
from scapy.layers.l2 import Ether
from scapy.packet import Raw

from case import (
    FAR6,
    HOST6,
    HOSTS_MAC,
    LINK_LOCAL,
    ROUTER6,
    ROUTER_MAC,
    Spec,
    echo6,
    octets,
    transit6,
)

UNROUTED = "2001:db8:dead::1"
GROUP_MAC = "33:33:00:00:00:01"
FRAMES = 1500


@Spec("IP6-05", "IP6-06", "IP6-09", "IP6-11", "FWD6-05")
def ipv6_transit(case):
    case.network.with_ipv6()
    for size in (0, 1, 5, 6, 12, 1000, 1452):
        case.west(f"{size} bytes", transit6(size))
    for hops in (2, 3, 64, 255):
        case.west(f"hop limit {hops}", transit6(hlim=hops))
    for traffic_class in (0, 1, 2, 3, 0xB9, 0xFF):
        case.west(f"class {traffic_class}", transit6(tc=traffic_class, fl=0xABCDE))
    case.west("trailer", transit6(20) / Raw(octets(30)), dst=None)
    case.west("longer than its length", IPv6(bytes(transit6(20, plen=28)) + octets(30)))
    case.west("payload length 0", transit6(20, plen=0))
    case.west("checksum of no one's business", IPv6(src=HOST6, dst=FAR6) / UDP(chksum=1))
    case.east("back", transit6(src=FAR6, dst=HOST6))


@Spec("IP6-02", "IP6-03", "IP6-04", "IP6-07", "IP6A-05", "IP6A-12")
def ipv6_headers_that_are_wrong(case):
    case.network.with_ipv6()
    head = bytes(Ether(dst=ROUTER_MAC["west"], src=HOSTS_MAC["west"], type=0x86DD))
    for length in (1, 30, 39):
        case.west(f"{length} bytes", head + bytes(transit6())[:length])
    for version in (0, 4, 5, 15):
        case.west(f"version {version}", transit6(version=version))
    case.west("length beyond the frame", transit6(20, plen=29))
    case.west("length far beyond", transit6(20, plen=65535))
    for source in ("ff02::1", "ff0e::1", "::1"):
        case.west(f"from {source}", transit6(src=source))
    for destination in ("::1", "ff00::1", "ff01::1", "ff11::1"):
        case.west(f"to {destination}", transit6(dst=destination))
    case.west("other host", transit6(), dst="02:00:00:00:77:77")
    case.west("in a group frame", transit6(), dst=GROUP_MAC)
    case.west("spent in a group frame", transit6(hlim=1), dst=GROUP_MAC)


@Spec("IP6-08", "IP6A-09", "IP6A-10", "IP6-18", "FWD6-06")
def ipv6_unusual_addresses(case):
    case.network.with_ipv6()
    for source in ("fec0::1", "fd00::1", "::1.2.3.4", "::ffff:1.2.3.4", UNROUTED):
        case.west(f"from {source}", transit6(src=source))
    case.west("from nobody", transit6(src="::"))
    for destination in ("::", "::ffff:1.2.3.4", "fec0::1", "fd00::1", "::1.2.3.4"):
        case.west(f"to {destination}", transit6(dst=destination))


@Spec("FWD6-04", "ICMP6-18", "ICMP6-22", "FWD6-10", "ICMP6-23")
def ipv6_hop_limit_spent(case):
    case.network.with_ipv6()
    for hops in (0, 1):
        case.west(f"hop limit {hops}", transit6(hlim=hops, tc=0xB8, fl=0x12345))
    for size in (0, 1183, 1184, 1185, 1400):
        case.west(f"{size} bytes", transit6(size, hlim=1))
    case.west("to no route", transit6(hlim=1, dst=UNROUTED))
    case.east("from the east", transit6(src=FAR6, dst=HOST6, hlim=1))
    case.west("sent elsewhere", transit6(src="2001:db8:f::99", dst=FAR6, hlim=1))


@Spec("FWD6-09", "ICMP6-17", "FWD6-18")
def ipv6_too_big(case):
    case.network.with_ipv6()
    case.network.ports["east"].mtu = 1400
    case.network.routes.append(
        {"prefix": "2001:db8:e::/48", "via": "2001:db8:b::9", "mtu": 1300}
    )
    for size in (1351, 1352, 1353, 1452):
        case.west(f"{size} bytes", transit6(size))
    for size in (1252, 1253):
        case.west(f"{size} bytes to the path", transit6(size, dst="2001:db8:e::1"))
    case.west("spent as well", transit6(1400, hlim=1))
    answer = ["west icmp6 2/0 from 2001:db8:a::1 hop limit 64 length 1280"]
    case.differs("path-mtu6", "1253 bytes to the path", answer, answer)
    case.counts("path-mtu6", "Ip6InTooBigErrors", 2, 3)


@Spec("RT-14", "FWD6-15", "ICMP6-11", "ICMP6-12", "IP6-15")
def ipv6_route_types(case):
    case.network.with_ipv6()
    case.network.routes += [
        {"prefix": "2001:db8:1::/48", "type": "prohibit"},
        {"prefix": "2001:db8:2::/48", "type": "unreachable"},
        {"prefix": "2001:db8:3::/48", "type": "blackhole"},
        {"prefix": "2001:db8:3:1::/64", "via": "2001:db8:b::9"},
    ]
    for number in (1, 2, 3, 4):
        case.west(f"to {number}", transit6(dst=f"2001:db8:{number}::1"))
        case.west(f"large to {number}", transit6(1400, dst=f"2001:db8:{number}::1"))
    case.west("a longer one inside", transit6(dst="2001:db8:3:1::1"))


@Spec("FWD6-07", "ICMP6-13", "IP6A-21")
def ipv6_link_local_source(case):
    case.network.with_ipv6()
    case.west("to the east", transit6(src="fe80::2"))
    case.west("to the router", echo6(src="fe80::2"))
    case.west("to its link-local address", echo6(src="fe80::2", dst=LINK_LOCAL["west"]))
    case.west("spent", transit6(src="fe80::2", hlim=1))


@Spec("ICMP6-04", "ICMP6-01", "IP6-16", "IP6A-15", "DLV6-05", "DLV6-06")
def ipv6_echo(case):
    case.network.with_ipv6()
    for size in (0, 1, 2, 3, 17, 56, 1452):
        case.west(f"{size} bytes", echo6(size))
    for name, address in [*ROUTER6.items(), ("west link", LINK_LOCAL["west"])]:
        case.west(f"to {name}", echo6(dst=address))
    for hops in (0, 1, 255):
        case.west(f"hop limit {hops}", echo6(hlim=hops))
    for traffic_class in (0, 3, 0xB8, 0xFF):
        case.west(f"class {traffic_class}", echo6(tc=traffic_class, fl=0xABCDE))
    case.west("all nodes", echo6(dst="ff02::1"), dst=GROUP_MAC)
    case.west("all routers", echo6(dst="ff02::2"), dst="33:33:00:00:00:02")
    case.west("a group of nobody", echo6(dst="ff02::5"), dst="33:33:00:00:00:05")
    case.west("subnet routers", echo6(dst="2001:db8:a::"))
    bad = IPv6(src=HOST6, dst=ROUTER6["west"]) / ICMPv6EchoRequest(cksum=0x1234)
    case.west("bad checksum", bad)
    case.east("from the east", echo6(src=FAR6))


@Spec("FWD6-08", "DLV6-05")
def ipv6_link_local_destination(case):
    """Linux looks for another host's address on the same link, and tells the sender of it."""
    case.network.with_ipv6()
    case.uncounted = True
    case.west("of the other side", echo6(dst=LINK_LOCAL["east"]))
    case.differs(
        "link-local6",
        "of the other side",
        [
            "west icmp6 137/0 from fe80::a:1 hop limit 255 length 152",
            "west icmp6 135/0 from fe80::a:1 hop limit 255 length 72",
        ],
        [],
    )


@Spec("EXT6-02")
def ipv6_extension_headers_to_the_router(case):
    case.network.with_ipv6()
    case.uncounted = True
    packet = {"src": HOST6, "dst": ROUTER6["west"]}
    case.west("options", IPv6(**packet) / IPv6ExtHdrDestOpt() / ICMPv6EchoRequest())
    case.west("fragment", IPv6(**packet) / IPv6ExtHdrFragment() / ICMPv6EchoRequest())
    reply = ["west icmp6 129/0 from 2001:db8:a::1 hop limit 64 length 48"]
    case.differs("extension-headers6", "options", reply, [])
    case.differs("local-fragments", "fragment", reply, [])


@Spec("ICMP6-05")
def ipv6_echo_ignored(case):
    case.network.with_ipv6()
    case.network.tunables["ipv6"]["icmp_echo_ignore_multicast"] = 1
    case.network.tunables["ipv6"]["hop_limit"] = 33
    case.west("all nodes", echo6(dst="ff02::1"), dst=GROUP_MAC)
    case.west("unicast", echo6())
    case.west("spent", transit6(hlim=1))


@Spec("ICMP6-15", "IP6-12", "EXT6-04", "EXT6-05", "ICMP6-20")
def ipv6_local(case):
    case.network.with_ipv6()
    here = {"src": HOST6, "dst": ROUTER6["west"]}
    case.west("udp", transit6(dst=ROUTER6["west"]))
    case.west("udp to the other side", transit6(dst=ROUTER6["east"]))
    case.west("udp of 1400", transit6(1400, dst=ROUTER6["west"]))
    case.west("udp to all nodes", transit6(dst="ff02::1"), dst=GROUP_MAC)
    case.west("udp bad checksum", IPv6(**here) / UDP(dport=9, chksum=0x1234) / Raw(octets(8)))
    case.west("udp no checksum", IPv6(**here) / UDP(dport=9, chksum=0) / Raw(octets(8)))
    case.west("udp cut", IPv6(**here, nh=17) / Raw(octets(7)))
    case.west("udp longer than it", IPv6(**here) / UDP(dport=9, len=60, chksum=1) / Raw(octets(8)))
    for protocol in (253, 89, 41):
        case.west(f"protocol {protocol}", IPv6(**here, nh=protocol) / Raw(octets(20)))
    case.west("protocol to all nodes", IPv6(src=HOST6, dst="ff02::1", nh=253), dst=GROUP_MAC)
    case.west("nothing", IPv6(**here, nh=59) / Raw(octets(8)))


@Spec("ICMP6-24", "ICMP6-02", "ICMP6-09", "ICMP6-27", "EXT6-01")
def ipv6_errors_about_errors(case):
    case.network.with_ipv6()
    spent = {"src": HOST6, "dst": FAR6, "hlim": 1}
    for kind in (1, 2, 3, 4, 100, 127, 128, 129, 200):
        case.west(f"type {kind}", IPv6(**spent) / ICMPv6Unknown(type=kind) / Raw(octets(60)))
    error = ICMPv6DestUnreach() / transit6()
    case.west("behind options", IPv6(**spent) / IPv6ExtHdrDestOpt() / error)
    case.west("in a fragment", IPv6(**spent) / IPv6ExtHdrFragment(id=1, m=1) / error)
    later = IPv6ExtHdrFragment(id=1, offset=20, nh=58) / Raw(octets(64))
    case.west("in a later fragment", IPv6(**spent) / later)
    case.west("echo behind options", IPv6(**spent) / IPv6ExtHdrDestOpt() / ICMPv6EchoReply())
    case.west("from nobody", transit6(src="::", hlim=1))


@Spec("ICMP6-24")
def ipv6_error_about_a_redirect(case):
    case.network.with_ipv6()
    case.uncounted = True
    spent = {"src": HOST6, "dst": FAR6, "hlim": 1}
    case.west("redirect", IPv6(**spent) / ICMPv6Unknown(type=137) / Raw(octets(60)))
    case.differs(
        "icmp6-redirect",
        "redirect",
        ["west icmp6 3/0 from 2001:db8:a::1 hop limit 64 length 152"],
        [],
    )


@Spec("EXT6-01", "EXT6-15")
def ipv6_extension_headers_in_transit(case):
    case.network.with_ipv6()
    packet = {"src": HOST6, "dst": FAR6}
    end = UDP(sport=1, dport=2) / Raw(octets(20))
    case.west("destination options", IPv6(**packet) / IPv6ExtHdrDestOpt() / end)
    case.west("fragment", IPv6(**packet) / IPv6ExtHdrFragment(id=7, m=1) / end)
    case.west("routing", IPv6(**packet) / IPv6ExtHdrRouting(addresses=[HOST6]) / end)
    for protocol in (50, 51, 59, 60, 135, 253):
        case.west(f"protocol {protocol}", IPv6(**packet, nh=protocol) / Raw(octets(24)))


@Spec("FWD6-20", "ICMP6-28", "ICMP6-29")
def ipv6_rate_limit(case):
    """Six at once; what is exempt is not held back."""
    case.network.with_ipv6()
    case.network.tunables["ipv6"] = {"icmp_ratelimit": 10_000}
    case.network.ports["east"].mtu = 1400
    for index in range(12):
        case.west(f"spent {index}", transit6(hlim=1))
    for index in range(12):
        case.west(f"too big {index}", transit6(1400))


@Spec("IP6-04", "IP6-05", "IP6-07", "FWD6-05", "FWD6-06")
def ipv6_mutated_packets(case):
    """Frames that chance made out of good ones: are they forwarded, and as which bytes?"""
    case.network.with_ipv6()
    case.network.routes += [
        {"prefix": "::/0", "via": "2001:db8:b::9"},
        {"prefix": "2001:db8:1::/48", "type": "prohibit"},
    ]
    case.verdict_only = True
    case.excused = _on_record
    chance = random.Random(int(os.environ["DIFFERENTIAL_SEED"]))
    for index in range(FRAMES):
        frame = bytearray(bytes(_good(chance)))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            _damage(chance, frame)
        case.west(f"{index}", bytes(frame[:1514]))


def _good(chance):
    header = IPv6(
        src=HOST6,
        dst=chance.choice((FAR6, FAR6, FAR6, ROUTER6["west"], "2001:db8:1::1")),
        hlim=chance.choice((1, 2, 64, 255)),
        tc=chance.randrange(256),
        fl=chance.randrange(1 << 20),
    )
    message = chance.choice((UDP(sport=1, dport=2), ICMPv6EchoRequest(), Raw(b"")))
    size = chance.choice((0, 1, 6, 30, 600, 1400))
    frame = Ether(dst=ROUTER_MAC["west"], src=HOSTS_MAC["west"], type=0x86DD)
    return frame / header / message / Raw(octets(size))


def _damage(chance, frame):
    kind = chance.randrange(5)
    if kind == 0:
        frame[chance.randrange(14, min(len(frame), 60))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        frame[chance.randrange(14, min(len(frame), 54))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
    elif kind == 2:
        frame[chance.randrange(14, min(len(frame), 54))] = chance.randrange(256)
    elif kind == 3:
        del frame[chance.randrange(15, len(frame) + 1) :]
    else:
        frame += octets(chance.randrange(40))


def _on_record(frame):
    """The record of a difference that such a frame may show."""
    if len(frame) < 54:
        return None
    if frame[20] == 0:
        return "hop-by-hop"
    own = [socket.inet_pton(socket.AF_INET6, address) for address in (*ROUTER6.values(), *LINK_LOCAL.values())]
    if frame[22:38] in own:
        return "own-source6"
    if frame[38] == 0xFE and frame[39] & 0xC0 == 0x80:
        return "link-local6"
    return None

