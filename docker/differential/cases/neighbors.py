"""ARP and neighbors: what is answered, learned, asked, given up (ARP and NUD rows)."""

from scapy.layers.l2 import ARP, Ether

from case import FAR, HOST, ROUTER, Spec, echo, transit
from network import EAST_MAC, WEST_MAC

BROADCAST = "ff:ff:ff:ff:ff:ff"
NOBODY = "00:00:00:00:00:00"

# The TTL in the header that a host unreachable quotes: as received here, one less in Linux.
SPENT_HOP = {"at": 14 + 28 + 8, "linux": b"\x3f", "gatun": b"\x40"}


def _mac(last):
    return f"02:00:00:00:05:{last:02x}"


def _arp(operation, sender, sender_mac, target, target_mac=NOBODY, dst=BROADCAST, src=None, **more):
    message = ARP(
        op=operation, psrc=sender, hwsrc=sender_mac, pdst=target, hwdst=target_mac, **more
    )
    return Ether(dst=dst, src=src or sender_mac, type=0x0806) / message


def _asks(sender, target, last, **more):
    return _arp(1, sender, _mac(last), target, **more)


@Spec("ARP-04", "ARP-05", "ARP-12", "ARP-14", "ARP-34")
def requests_that_are_answered(case):
    case.west("for this side", _asks("10.0.0.5", ROUTER["west"], 5))
    case.west("for the other side", _asks("10.0.0.5", ROUTER["east"], 5))
    case.west("to us alone", _asks("10.0.0.6", ROUTER["west"], 6, dst=WEST_MAC))
    case.west("a probe", _asks("0.0.0.0", ROUTER["west"], 7))
    case.west("from another subnet", _asks("172.16.0.1", ROUTER["west"], 8))
    case.west("another source in the frame", _asks("10.0.0.9", ROUTER["west"], 9, src=_mac(77)))
    case.west("target mac filled in", _asks("10.0.0.10", ROUTER["west"], 10, target_mac=_mac(99)))
    case.west("padded", bytes(_asks("10.0.0.5", ROUTER["west"], 5)) + b"\xa5" * 18)
    case.west("hardware 6", _asks("10.0.0.11", ROUTER["west"], 11, hwtype=6))


@Spec("ARP-08", "ARP-09", "ARP-10", "ARP-38")
def requests_that_are_not_answered(case):
    case.west("for another host", _asks("10.0.0.5", "10.0.0.77", 5))
    case.west("for a broadcast address", _asks("10.0.0.5", "10.0.0.255", 5))
    case.west("for multicast", _asks("10.0.0.5", "224.0.0.1", 5))
    case.west("for loopback", _asks("10.0.0.5", "127.0.0.1", 5))
    case.west("frame for another", _asks("10.0.0.5", ROUTER["west"], 5, dst=_mac(88)))
    for operation in (0, 3, 4, 8, 9, 65535):
        case.west(f"operation {operation}", _arp(operation, HOST, _mac(5), ROUTER["west"]))
    case.west("hardware 2", _asks("10.0.0.5", ROUTER["west"], 5, hwtype=2))
    case.west("protocol 0x86dd", _asks("10.0.0.5", ROUTER["west"], 5, ptype=0x86DD))
    case.west("hardware length 8", _asks("10.0.0.5", ROUTER["west"], 5, hwlen=8))
    case.west("protocol length 16", _asks("10.0.0.5", ROUTER["west"], 5, plen=16))
    whole = bytes(_asks("10.0.0.5", ROUTER["west"], 5))
    for length in (14, 22, 41):
        case.west(f"{length} bytes", whole[:length])


@Spec("ARP-10", "ARP-38", "VAL-16")
def requests_of_impossible_senders(case):
    for sender in (
        "10.0.0.255 10.0.1.255 255.255.255.255 224.0.0.1 239.9.9.9 127.0.0.1 0.0.0.1 0.9.9.9"
        " 240.0.0.1 255.255.255.254 10.0.0.0 169.254.3.3 192.0.2.1 10.0.1.44"
    ).split():
        case.west(sender, _asks(sender, ROUTER["west"], 5))


@Spec("ARP-15", "RPF-16")
def requests_and_the_reverse_path(case):
    for interface in case.network.interfaces.values():
        interface.switches["rp_filter"] = 1
    case.west("right side", _asks("10.0.0.5", ROUTER["west"], 5))
    case.west("wrong side", _asks("10.0.1.5", ROUTER["west"], 6))
    case.west("no route", _asks("192.0.2.5", ROUTER["west"], 7))
    case.west("probe", _asks("0.0.0.0", ROUTER["west"], 8))


@Spec("ARP-08")
def arp_off(case):
    case.network.interfaces["west"].arp = False
    case.west("request", _asks("10.0.0.5", ROUTER["west"], 5))
    case.east("request where it is on", _asks("10.0.1.5", ROUTER["east"], 5))


@Spec("ARP-11", "ARP-16", "ARP-17", "ARP-19", "ARP-20")
def what_is_learned(case):
    """Shown by the answer to an echo request: sent to the one learned, or asked for."""
    case.west("asked for us", _asks("10.0.0.20", ROUTER["west"], 0x20))
    case.west("asked for another", _asks("10.0.0.21", "10.0.0.77", 0x21))
    case.west("asked as a probe", _asks("0.0.0.0", ROUTER["west"], 0x22))
    case.west("unsolicited", _arp(2, "10.0.0.23", _mac(0x23), ROUTER["west"], WEST_MAC, WEST_MAC))
    case.west("announced", _asks("10.0.0.24", "10.0.0.24", 0x24))
    case.west("announced by a reply", _arp(2, "10.0.0.25", _mac(0x25), "10.0.0.25", _mac(0x25)))
    for last in range(20, 26):
        source = f"10.0.0.{last}"
        case.west(f"echo from {source}", echo(src=source), src=_mac(0xEE))


@Spec("ARP-16", "ARP-19", "ARP-21", "ARP-39")
def what_changes_a_neighbor(case):
    case.settle = 1
    case.west("first", _asks("10.0.0.20", ROUTER["west"], 0x20))
    case.west("another too soon", _asks("10.0.0.20", ROUTER["west"], 0x2A))
    case.west("echo after it", echo(src="10.0.0.20"), src=_mac(0xEE))
    case.west("announced at once", _asks("10.0.0.20", "10.0.0.20", 0x2B))
    case.west("echo after that", echo(src="10.0.0.20"), src=_mac(0xEE))
    case.west("another later", _asks("10.0.0.20", ROUTER["west"], 0x2C), at=1.5)
    case.west("echo at the end", echo(src="10.0.0.20"), src=_mac(0xEE))
    case.west("heard beside us", _asks("10.0.0.20", "10.0.0.99", 0x2D), at=3)
    case.west("echo after hearing", echo(src="10.0.0.20"), src=_mac(0xEE))


@Spec("ARP-19")
def permanent_neighbors_do_not_change(case):
    case.west("announced", _asks(HOST, HOST, 0x2F))
    case.west("asked", _asks(HOST, ROUTER["west"], 0x2F), at=1.5)
    case.west("echo", echo())


@Spec("ARP-36", "RPF-16")
def our_own_address_as_sender(case):
    case.west("announced", _asks(ROUTER["west"], ROUTER["west"], 0x30))
    case.west("asks for us", _asks(ROUTER["west"], ROUTER["west"], 0x30, dst=WEST_MAC))
    case.west("asks for the other side", _asks(ROUTER["west"], ROUTER["east"], 0x30))
    case.west("asks for another", _asks(ROUTER["west"], "10.0.0.77", 0x30))


@Spec("ARP-02", "ARP-06", "ARP-35", "NUD-06", "NUD-32", "FWD-12", "ICMP4-26")
def nobody_there(case):
    """Three requests a second apart, then host unreachable for each packet that waited."""
    case.settle = 4
    for index in range(3):
        case.west(f"transit {index}", transit(dst="10.0.1.77", id=index))
    case.differs_in_bytes("unreachable-quotes-ttl", "transit 2", **SPENT_HOP)


@Spec("ARP-02", "ARP-06", "NUD-06", "NUD-07", "FWD-12")
def nobody_there_twice(case):
    """After giving up it starts anew with the next packet."""
    case.settle = 4
    case.west("first", transit(dst="10.0.1.77", id=1))
    case.west("second", transit(dst="10.0.1.77", id=2), at=3.6)
    case.differs_in_bytes("unreachable-quotes-ttl", "first", **SPENT_HOP)
    case.differs_in_bytes("unreachable-quotes-ttl", "second", **SPENT_HOP)


@Spec("ARP-02", "FWD-12", "ICMP4-26")
def gateway_not_there(case):
    case.settle = 4
    case.network.routes.append({"prefix": "192.0.2.0/24", "via": "10.0.1.50"})
    case.west("by a silent gateway", transit(dst="192.0.2.1"))
    case.west("by the same, elsewhere", transit(dst="192.0.2.2", tos=0x48))
    case.differs_in_bytes("unreachable-quotes-ttl", "by the same, elsewhere", **SPENT_HOP)


@Spec("FWD-12", "NUD-08", "ARP-20", "NUD-05")
def held_until_the_answer(case):
    case.settle = 1
    for index in range(5):
        case.west(f"transit {index}", transit(dst="10.0.1.77", id=index))
    answer = _arp(2, "10.0.1.77", _mac(0x77), ROUTER["east"], EAST_MAC, EAST_MAC)
    case.east("answer", answer, at=0.5)
    case.west("after it", transit(dst="10.0.1.77", id=9))


@Spec("NUD-08", "ARP-16")
def held_until_heard_of(case):
    """Any message of the one asked for ends the waiting."""
    case.settle = 1
    case.west("transit", transit(dst="10.0.1.77"))
    case.east("asks for another", _asks("10.0.1.77", "10.0.1.200", 0x77), at=0.5)


@Spec("ARP-38")
def answers_with_a_group_mac(case):
    """RFC 1812 §3.3.2: such an answer is not believed. Linux believes it."""
    case.settle = 1
    case.uncounted = True
    case.west("transit", transit(dst="10.0.1.77"))
    answer = _arp(2, "10.0.1.77", "01:00:5e:00:00:01", ROUTER["east"], EAST_MAC, EAST_MAC)
    case.east("answer", answer, at=0.5)
    case.differs(
        "arp-group-mac",
        "answer",
        linux=["east udp from 10.0.0.2 ttl 63 length 48"],
        gatun=["east arp 10.0.1.1 asks 10.0.1.77"],
    )


@Spec("NUD-11", "NUD-12", "ARP-03", "NUD-14")
def a_stale_neighbor_in_use_is_asked(case):
    """Used while stale: five seconds later it alone is asked, three times; then forgotten."""
    case.settle = 9
    case.west("heard of", _asks("10.0.0.20", ROUTER["west"], 0x20))
    case.west("used", echo(src="10.0.0.20"), src=_mac(0xEE))


@Spec("NUD-12", "NUD-13", "ARP-20")
def a_neighbor_that_confirms_is_left_alone(case):
    case.settle = 6
    case.west("heard of", _asks("10.0.0.20", ROUTER["west"], 0x20))
    case.west("used", echo(src="10.0.0.20"), src=_mac(0xEE))
    answer = _arp(2, "10.0.0.20", _mac(0x20), ROUTER["west"], WEST_MAC, WEST_MAC)
    case.west("confirms", answer, src=_mac(0x20), at=5.5)


@Spec("NUD-06", "NUD-32", "ARP-35")
def slower_and_fewer_requests(case):
    case.settle = 5
    case.network.tunables["neigh"] = {"retrans_time_ms": 2000, "mcast_solicit": 2}
    case.west("transit", transit(dst="10.0.1.77"))
    case.differs_in_bytes("unreachable-quotes-ttl", "transit", **SPENT_HOP)


@Spec("FIB-14", "ARP-31", "FWD-17")
def subnet_edges(case):
    case.settle = 0
    case.west("subnet itself", transit(dst="10.0.1.0"))
    case.west("subnet broadcast", transit(dst="10.0.1.255"))
    case.east("own broadcast", transit(src=FAR, dst="10.0.1.255"), dst=BROADCAST)


@Spec("ARP-07")
def who_asks(case):
    """The address of the subnet asked in."""
    case.network.interfaces["east"].addresses.append("10.0.2.1/24")
    case.west("first subnet", transit(dst="10.0.1.77"))
    case.west("second subnet", transit(dst="10.0.2.77"))
    case.west("ttl 1 from the second", transit(src="10.0.2.9", ttl=1))


