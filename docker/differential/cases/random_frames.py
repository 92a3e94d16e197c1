"""Frames that chance made out of good ones: are they forwarded, and as which bytes?"""

import os
import random

from scapy.layers.inet import ICMP, IP, UDP
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Raw

from case import FAR, HOST, HOSTS_MAC, ROUTER, ROUTER_MAC, Spec, internet_checksum, octets
from network import EAST_MAC, WEST_MAC, Port
from outcome import network_offset

FRAMES = 3000
ARP_FRAMES = 500
EDGES = (0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF)
MTU = {"west": 1500, "east": 700}
BROADCASTS = (bytes([10, 0, 0, 255]), bytes([10, 0, 1, 255]))


def _chance():
    return random.Random(int(os.environ["DIFFERENTIAL_SEED"]))


@Spec("PIPE-01", "VAL-05", "VAL-16", "VAL-17", "FRAG-05", "FWD-08", "FWD-09")
def mutated_packets(case):
    case.network.ports = {"west": Port(WEST_MAC, MTU["west"]), "east": Port(EAST_MAC, MTU["east"])}
    case.network.routes += [
        {"prefix": "0.0.0.0/0", "via": "10.0.1.9"},
        {"prefix": "64.0.0.0/2", "via": "10.0.0.2"},
        {"prefix": "203.0.113.0/26", "type": "prohibit"},
        {"prefix": "192.0.0.0/24", "type": "blackhole"},
    ]
    case.verdict_only = True
    case.excused = _on_record
    chance = _chance()
    for index in range(FRAMES):
        port = chance.choice(("west", "east"))
        case.send(port, f"{index}", _mutated(chance, port))


def _mutated(chance, port):
    frame = bytearray(bytes(_good(chance, port)))
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        _damage(chance, frame)
    if len(frame) >= 34 and chance.random() < 0.75:
        _reseal(frame)
    return bytes(frame[: MTU[port] + 14])


def _good(chance, port):
    source, destination = (HOST, FAR) if port == "west" else (FAR, HOST)
    header = IP(
        src=source,
        dst=chance.choice((destination, destination, destination, ROUTER[port], "192.0.0.1")),
        ttl=chance.choice((1, 2, 64, 255)),
        tos=chance.randrange(256),
        id=chance.randrange(65536),
        flags=chance.choice((0, 0, 1, 2, 4)),
        frag=chance.choice((0, 0, 0, 1, 185)),
    )
    message = chance.choice((UDP(sport=1, dport=2), ICMP(type=8), Raw(b"")))
    size = chance.choice((0, 1, 30, 600, 672, 673, 1400))
    frame = Ether(dst=ROUTER_MAC[port], src=HOSTS_MAC[port], type=0x0800)
    return frame / header / message / Raw(octets(min(size, MTU[port] - 28)))


def _damage(chance, frame):
    kind = chance.randrange(6)
    if kind == 0:
        at = chance.randrange(min(len(frame), 42))
        frame[at] ^= 1 << chance.randrange(8)
    elif kind in (1, 2):
        at = chance.randrange(14, min(len(frame), 34))
        frame[at] = chance.choice(EDGES)
    elif kind == 3:
        at = chance.randrange(14, min(len(frame), 34))
        frame[at] = chance.randrange(256)
    elif kind == 4:
        del frame[chance.randrange(15, len(frame) + 1) :]
    else:
        frame += octets(chance.randrange(40))


def _reseal(frame):
    length = min((frame[14] & 15) * 4, len(frame) - 14)
    frame[24:26] = b"\0\0"
    frame[24:26] = internet_checksum(bytes(frame[14 : 14 + length])).to_bytes(2, "big")


def _on_record(frame):
    """The record of a difference that such a frame may show."""
    at, _ = network_offset(frame)
    if len(frame) < at + 20:
        return None
    source, destination = frame[at + 12 : at + 16], frame[at + 16 : at + 20]
    if frame[at] & 15 > 5:
        return "ip-options"
    if source[:2] == b"\xa9\xfe" or destination[:2] == b"\xa9\xfe":
        return "link-local"
    if source in BROADCASTS:
        return "broadcast-source"
    return None


@Spec("ARP-04", "ARP-08", "ARP-09", "ARP-10")
def mutated_requests(case):
    case.excused = _of_group_mac
    case.uncounted = True
    chance = _chance()
    for index in range(ARP_FRAMES):
        last = chance.randrange(2, 250)
        message = ARP(
            op=1, psrc=f"10.0.0.{last}", hwsrc=f"02:00:00:00:06:{last:02x}", pdst=ROUTER["west"]
        )
        frame = bytearray(bytes(Ether(dst="ff:ff:ff:ff:ff:ff", src=message.hwsrc) / message))
        for _ in range(chance.randrange(4)):
            at = chance.randrange(14, len(frame))
            frame[at] = chance.choice((*EDGES, frame[at] ^ 1 << chance.randrange(8)))
        if chance.random() < 0.1:
            del frame[chance.randrange(15, len(frame)) :]
        case.west(f"{index}", bytes(frame))


def _of_group_mac(frame):
    sender = frame[22:28]
    return "arp-group-mac" if sender and (sender[0] & 1 or sender == bytes(6)) else None
