"""What a case is: a configuration, frames that arrive, and the differences that are on record."""

from dataclasses import dataclass, field

from scapy.layers.inet import ICMP, IP, UDP
from scapy.layers.inet6 import ICMPv6EchoRequest, IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Raw

from network import EAST_MAC, WEST_MAC, Network

HOST = "10.0.0.2"  # west of the router
HOST_MAC = "02:00:00:00:01:02"
FAR = "198.51.100.7"  # behind the eastern gateway
GATEWAY = "10.0.1.9"
GATEWAY_MAC = "02:00:00:00:02:09"
ROUTER = {"west": "10.0.0.1", "east": "10.0.1.1"}
ROUTER_MAC = {"west": WEST_MAC, "east": EAST_MAC}
HOSTS_MAC = {"west": HOST_MAC, "east": GATEWAY_MAC}

HOST6 = "2001:db8:a::2"
FAR6 = "2001:db8:f::7"
ROUTER6 = {"west": "2001:db8:a::1", "east": "2001:db8:b::1"}
LINK_LOCAL = {"west": "fe80::a:1", "east": "fe80::b:1"}

REGISTRY = {}


@dataclass
class Sent:
    """One frame that arrives at a port; ``at`` in seconds from the case's beginning, or None."""

    name: str
    port: str
    frame: bytes
    at: float = None


@dataclass
class Difference:
    """What the two do differently on purpose; ``record`` names a row of the decision record."""

    record: str
    linux: object
    gatun: object


@dataclass
class ByteDifference:
    """The same, of some bytes at a place of the frame."""

    record: str
    at: int
    linux: bytes
    gatun: bytes


@dataclass
class Case:
    name: str
    specs: tuple
    network: Network = field(default_factory=Network)
    frames: list = field(default_factory=list)
    settle: int = 0  # seconds to listen on after the last frame
    verdict_only: bool = False  # compare what is forwarded, not what the router says itself
    uncounted: bool = False  # counters follow a difference on record, which the frames show
    on_wire: dict = field(default_factory=dict)
    in_bytes: dict = field(default_factory=dict)
    counted: dict = field(default_factory=dict)
    excused: object = None  # for random input: a function from a frame to a record, or None

    def send(self, port, name, packet, dst=None, src=None, at=None):
        """An IP packet is put into a frame for the router; a whole frame is taken as it is."""
        if isinstance(packet, bytes):
            frame = packet
        elif isinstance(packet, Ether):
            frame = bytes(packet)
        else:
            dst = dst or ROUTER_MAC[port]
            kind = 0x86DD if isinstance(packet, IPv6) else 0x0800
            frame = bytes(Ether(dst=dst, src=src or HOSTS_MAC[port], type=kind) / packet)
        assert all(sent.name != name for sent in self.frames), f"two frames are called {name}"
        self.frames.append(Sent(name, port, frame, at))

    def west(self, name, packet, **how):
        self.send("west", name, packet, **how)

    def east(self, name, packet, **how):
        self.send("east", name, packet, **how)

    def differs(self, record, frame, linux, gatun):
        """On record: what the two answer to this frame, in the words of outcome.describe."""
        self.on_wire[frame] = Difference(record, linux, gatun)

    def differs_in_bytes(self, record, frame, at, linux, gatun):
        """On record: in the IPv4 packets that answer, these bytes, and a checksum after them."""
        self.in_bytes[frame] = ByteDifference(record, at, linux, gatun)

    def records(self):
        """Names of all differences that this case shows."""
        shown = [*self.on_wire.values(), *self.in_bytes.values(), *self.counted.values()]
        names = {difference.record for difference in shown}
        if self.excused:
            names |= {record for sent in self.frames if (record := self.excused(sent.frame))}
        return names

    def counts(self, record, counter, linux, gatun):
        self.counted[counter] = Difference(record, linux, gatun)


class Spec:
    """Decorates a case with the rows of the specification that it proves."""

    def __init__(self, *rows, name=None):
        self.rows = rows
        self.name = name

    def __call__(self, fill):
        name = self.name or fill.__name__
        assert name not in REGISTRY, f"two cases are called {name}"
        REGISTRY[name] = (fill, self.rows)
        return fill


def build(name):
    fill, specs = REGISTRY[name]
    case = Case(name, specs)
    fill(case)
    return case


def octets(count):
    """Payload whose every octet tells its place."""
    return bytes(index * 7 + (index >> 8) & 0xFF for index in range(count))


def transit(size=20, **fields):
    """A UDP packet from the western host to behind the east, with ``size`` bytes of payload."""
    header = {"src": HOST, "dst": FAR, "id": 0x1234}
    header.update(fields)
    return IP(**header) / UDP(sport=5000, dport=5300) / Raw(octets(size))


def transit_of(length, **fields):
    """The same, of this total length, without options."""
    return transit(length - 28, **fields)


def echo(size=20, **fields):
    """An echo request from the western host to the router."""
    header = {"src": HOST, "dst": ROUTER["west"], "id": 0x1234}
    header.update(fields)
    return IP(**header) / ICMP(type=8, id=7, seq=9) / Raw(octets(size))


def transit6(size=20, **fields):
    """A UDP packet from the western host to behind the east, with ``size`` bytes of payload."""
    header = {"src": HOST6, "dst": FAR6}
    header.update(fields)
    return IPv6(**header) / UDP(sport=5000, dport=5300) / Raw(octets(size))


def echo6(size=20, **fields):
    """An echo request from the western host to the router."""
    header = {"src": HOST6, "dst": ROUTER6["west"]}
    header.update(fields)
    return IPv6(**header) / ICMPv6EchoRequest(id=7, seq=9, data=octets(size))


def internet_checksum(data):
    """RFC 1071."""
    data = data + b"\0" * (len(data) % 2)
    total = sum(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def resealed(packet, header_length=None):
    """Bytes of an IP packet with the header checksum made right over its header as it stands."""
    data = bytearray(bytes(packet))
    length = header_length or (data[0] & 15) * 4
    data[10:12] = b"\0\0"
    data[10:12] = internet_checksum(bytes(data[:length])).to_bytes(2, "big")
    return Raw(bytes(data))
