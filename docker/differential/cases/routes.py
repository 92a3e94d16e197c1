"""Where packets go, and the answers when they cannot (FIB, RT and ICMP4 rows)."""

from scapy.layers.inet import ICMP, IP
from scapy.packet import Raw

from case import FAR, HOST, ROUTER, Spec, echo, transit

UNROUTED = "192.0.2.1"


@Spec("ICMP4-25", "FIB-07", "ICMP4-40", "ICMP4-41", "ICMP4-42", "ICMP4-44")
def no_route(case):
    case.west("small", transit(0, dst=UNROUTED))
    case.west("large", transit(1400, dst=UNROUTED))
    case.east("from the east", transit(src=FAR, dst=UNROUTED))
    case.west("ttl 1", transit(dst=UNROUTED, ttl=1))
    case.west("df", transit(dst=UNROUTED, flags="DF"))


@Spec("ICMP4-26", "ICMP4-31", "FWD-20", "RT-06", "RT-07", "RT-08")
def route_types(case):
    case.network.routes += [
        {"prefix": "203.0.113.0/26", "type": "prohibit"},
        {"prefix": "203.0.113.64/26", "type": "unreachable"},
        {"prefix": "203.0.113.128/26", "type": "blackhole"},
        {"prefix": "203.0.113.130/32", "via": "10.0.1.9"},
    ]
    case.west("prohibit", transit(dst="203.0.113.1"))
    case.west("unreachable", transit(dst="203.0.113.65"))
    case.west("blackhole", transit(dst="203.0.113.129"))
    case.west("a longer one inside", transit(dst="203.0.113.130"))
    case.west("outside of all", transit(dst="203.0.113.200"))


@Spec("FIB-02", "FIB-03", "FIB-29")
def longest_prefix(case):
    case.network.neighbors += [
        {"address": f"10.0.1.{last}", "interface": "east", "mac": f"02:00:00:00:02:{last:02d}"}
        for last in (10, 11, 12, 13)
    ]
    case.network.routes = [
        {"prefix": "0.0.0.0/0", "via": "10.0.1.9"},
        {"prefix": "128.0.0.0/1", "via": "10.0.1.10"},
        {"prefix": "192.0.0.0/8", "via": "10.0.1.11", "metric": 500},
        {"prefix": "192.0.2.0/24", "via": "10.0.1.12", "metric": 10},
        {"prefix": "192.0.2.0/24", "via": "10.0.1.13", "metric": 5},
        {"prefix": "192.0.2.77/32", "via": "10.0.1.10"},
        {"prefix": "192.0.2.76/31", "type": "prohibit"},
    ]
    for destination in (
        "1.1.1.1 126.255.255.255 128.0.0.0 191.255.255.255 192.0.0.0 192.0.1.255 192.0.2.0"
        " 192.0.2.75 192.0.2.76 192.0.2.77 192.0.2.78 192.0.2.255 192.0.3.0 193.0.0.0"
    ).split():
        case.west(destination, transit(dst=destination))


@Spec("FIB-27", "FIB-28")
def types_of_service(case):
    """Packets of every type of service, of which some routes are for four, and one is no use."""
    case.network.neighbors += [
        {"address": f"10.0.1.{last}", "interface": "east", "mac": f"02:00:00:00:02:{last:02d}"}
        for last in (10, 11, 12, 13)
    ]
    case.network.routes += [
        {"prefix": "192.0.0.0/16", "via": "10.0.1.9"},
        {"prefix": "192.0.2.0/24", "tos": 16, "via": "10.0.1.10", "metric": 9},
        {"prefix": "192.0.2.0/24", "tos": 16, "via": "10.0.1.13", "metric": 10},
        {"prefix": "192.0.2.0/24", "tos": 4, "via": "10.0.1.11"},
        {"prefix": "192.0.2.0/25", "tos": 28, "via": "10.0.1.12"},
        {"prefix": "192.0.2.128/25", "tos": 8, "via": "10.0.1.12"},
        {"prefix": "192.0.2.128/25", "metric": 3, "via": "10.0.1.13"},
        {"prefix": "172.16.0.0/16", "via": "10.0.1.9"},
        {"prefix": "172.16.0.0/16", "tos": 16, "via": "10.0.1.10"},
    ]
    for tos in range(256):
        case.west(f"tos {tos}", transit(dst="192.0.2.1", tos=tos))
    for tos in (0, 4, 8, 16, 28, 40):
        case.west(f"upper half, tos {tos}", transit(dst="192.0.2.129", tos=tos))
        case.west(f"echo, tos {tos}", echo(src="172.16.0.1", tos=tos))
        case.west(f"ttl 1, tos {tos}", transit(src="172.16.0.1", ttl=1, tos=tos))


@Spec("ICMP4-42", "ICMP4-11")
def errors_go_where_the_source_is_routed(case):
    """The answer leaves by another port than the question came in by."""
    case.network.routes.append({"prefix": "172.16.0.0/16", "via": "10.0.1.9"})
    case.west("ttl 1", transit(src="172.16.0.1", ttl=1))
    case.west("no route", transit(src="172.16.0.1", dst=UNROUTED))
    case.west("echo", echo(src="172.16.0.1"))
    case.west("port unreachable", transit(src="172.16.0.1", dst=ROUTER["west"]))


@Spec("ICMP4-42")
def errors_from_the_inbound_address(case):
    case.network.tunables["icmp_errors_use_inbound_ifaddr"] = 1
    case.network.routes.append({"prefix": "172.16.0.0/16", "via": "10.0.1.9"})
    case.west("ttl 1", transit(src="172.16.0.1", ttl=1))
    case.west("no route", transit(src="172.16.0.1", dst=UNROUTED))
    case.west("port unreachable", transit(src="172.16.0.1", dst=ROUTER["east"]))
    case.west("from the host", transit(ttl=1))


@Spec("FRAG-01", "FRAG-06", "OUT-06", "ICMP4-10")
def replies_larger_than_the_way_back(case):
    case.network.ports["east"].mtu = 576
    case.network.routes.append({"prefix": "172.16.0.0/16", "via": "10.0.1.9"})
    for size in (548, 549, 1000, 1472):
        case.west(f"{size} bytes", echo(size, src="172.16.0.1"))


@Spec("ICMP4-42", "ICMP4-11", "ARP-07", "FIB-13", "FIB-14")
def several_addresses_of_an_interface(case):
    case.network.interfaces["west"].addresses = ["10.0.0.1/24", "10.0.0.65/24", "10.9.0.1/30"]
    case.network.neighbors.append(
        {"address": "10.9.0.2", "interface": "west", "mac": "02:00:00:00:01:92"}
    )
    for source in (HOST, "10.9.0.2"):
        case.west(f"{source}, ttl 1", transit(src=source, ttl=1))
        for address in ("10.0.0.1", "10.0.0.65", "10.9.0.1", "10.0.1.1"):
            case.west(f"{source} to {address}", echo(src=source, dst=address))
        for address in ("10.9.0.0", "10.9.0.3"):
            case.west(f"{source} to {address}", transit(src=source, dst=address))


@Spec("FIB-13", "FIB-14", "ICMP4-42")
def link_of_two_addresses(case):
    """RFC 3021: a subnet of 31 bits has no broadcast address."""
    case.network.interfaces["east"].addresses = ["10.0.1.8/31"]
    case.west("the other end", transit(dst="10.0.1.9"))
    case.west("this end", echo(dst="10.0.1.8"))
    case.east("from the other end", transit(src="10.0.1.9", dst=HOST))
    case.east("ttl 1 from the other end", transit(src="10.0.1.9", dst=HOST, ttl=1))


@Spec("ICMP4-52", "ICMP4-11")
def no_way_back(case):
    case.network.routes += [
        {"prefix": "172.16.1.0/24", "type": "prohibit"},
        {"prefix": "172.16.2.0/24", "type": "unreachable"},
        {"prefix": "172.16.3.0/24", "type": "blackhole"},
    ]
    for source in ("172.16.0.1", "172.16.1.1", "172.16.2.1", "172.16.3.1"):
        case.west(f"{source}, transit", transit(src=source))
        case.west(f"{source}, ttl 1", transit(src=source, ttl=1))
        case.west(f"{source}, no route", transit(src=source, dst=UNROUTED))
        case.west(f"{source}, udp to the router", transit(src=source, dst=ROUTER["west"]))


@Spec("ICMP4-11", "OUT-04")
def echo_without_a_way_back(case):
    case.west("echo", echo(src="172.16.0.1"))
    case.counts("out-no-routes", "Ip.OutNoRoutes", linux=0, gatun=1)


@Spec("ICMP4-43")
def errors_and_type_of_service(case):
    for tos in range(0, 256):
        case.west(f"{tos}", transit(ttl=1, tos=tos))


@Spec("ICMP4-40", "ICMP4-47", "ICMP4-53")
def how_much_an_error_quotes(case):
    for size in (0, 1, 7, 8, 500, 519, 520, 521, 548, 549, 1000, 1472):
        case.west(f"{size} bytes of payload", transit(size, ttl=1))


@Spec("ICMP4-40")
def quotes_and_a_small_way_back(case):
    case.network.ports["west"].mtu = 300
    case.network.ports["east"].mtu = 1500
    case.network.routes.append({"prefix": "172.16.0.0/16", "via": "10.0.0.2"})
    for size in (200, 272, 273, 1000):
        case.east(f"{size} bytes of payload", transit(size, src="172.16.0.1", dst=FAR, ttl=1))


@Spec("ICMP4-46")
def errors_about_icmp(case):
    """Never about an error, and about what no one knows (RFC 1812 §4.3.2.7)."""
    for kind in (*range(20), 30, 40, 41, 42, 43, 44, 128, 255):
        message = ICMP(type=kind, code=0) / Raw(bytes(transit())[:28])
        case.west(f"type {kind}", IP(src=HOST, dst=FAR, ttl=1) / Raw(bytes(message)))
    case.west("no byte of icmp", IP(src=HOST, dst=FAR, ttl=1, proto=1))
    case.west("one byte of icmp", IP(src=HOST, dst=FAR, ttl=1, proto=1) / Raw(b"\x08"))
    case.west("one byte of an error", IP(src=HOST, dst=FAR, ttl=1, proto=1) / Raw(b"\x03"))


@Spec("ICMP4-47")
def errors_about_fragments(case):
    for offset, flags in ((0, "MF"), (1, "MF"), (100, 0), (8191, 0)):
        case.west(f"offset {offset}", transit(ttl=1, frag=offset, flags=flags))
        case.west(f"offset {offset}, no route", transit(dst=UNROUTED, frag=offset, flags=flags))


@Spec("ICMP4-48")
def errors_about_groups(case):
    for destination in ("239.1.1.1", "224.0.0.1", "10.0.1.255", "255.255.255.255"):
        case.west(destination, transit(dst=destination, ttl=1))


@Spec("ICMP4-54", "ICMP4-59")
def errors_per_destination_are_limited(case):
    case.network.tunables = {}
    for index in range(12):
        case.west(f"{index}", transit(ttl=1, id=index))
        case.west(f"{index} of another host", transit(src="10.0.0.9", ttl=1, id=index))
    case.network.neighbors.append(
        {"address": "10.0.0.9", "interface": "west", "mac": "02:00:00:00:01:09"}
    )


@Spec("ICMP4-54")
def the_limit_of_errors_over_time(case):
    """Six at once, then one for each second that passed."""
    case.network.tunables = {}
    for at, count in ((0, 8), (1.5, 3), (4, 4)):
        for index in range(count):
            case.west(f"{index} at {at}", transit(ttl=1), at=at + index / 100)


@Spec("ICMP4-56", "ICMP4-55")
def what_is_never_limited(case):
    case.network.tunables = {}
    case.network.ports["east"].mtu = 1400
    for index in range(12):
        case.west(f"too long {index}", transit(1400, flags="DF", id=index))
        case.west(f"echo {index}", echo(id=index))


@Spec("ICMP4-55", "ICMP4-57")
def echo_replies_are_limited_when_asked_to(case):
    case.network.tunables = {"icmp_ratemask": 1}
    for index in range(10):
        case.west(f"echo {index}", echo(id=index))
        case.west(f"ttl 1 {index}", transit(ttl=1, id=index))


@Spec("ICMP4-62", "FIB-09")
def route_errors_are_limited(case):
    """Linux takes them from the purse of ICMP4-54 as well, and so sends two; we send five."""
    case.network.tunables = {}
    case.uncounted = True
    answer = "west icmp 3/0 from 10.0.0.1 ttl 64 length 76"
    for index in range(8):
        case.west(f"{index}", transit(dst=UNROUTED, id=index))
        if 2 <= index < 5:
            case.differs("route-error-credit", f"{index}", linux=[], gatun=[answer])


@Spec("ICMP4-62", "FIB-09")
def route_errors_without_the_other_limit(case):
    """Those that are held back are counted (ICMP4-59)."""
    for index in range(8):
        case.west(f"{index}", transit(dst=UNROUTED, id=index))
    case.counts("route-error-counted", "Icmp.OutRateLimitHost", linux=0, gatun=3)
