"""What a router did with a case's frames, and how two of them compare."""

import socket
from dataclasses import dataclass

from case import internet_checksum

SAME_TIME = 0.45  # seconds; kernel timers and a busy machine
MIN_FRAME = 60
GROUPS = ("Ip.", "IpExt.", "Icmp.", "IcmpMsg.", "Udp.")
GROUPS6 = ("Ip6", "Icmp6", "Udp6")
BESIDES = ("TcpExt.IPReversePathFilter",)

# What Linux counts under these names is about sockets, or not counted as events.
NO_EVENTS = ("Ip.Forwarding", "Ip.DefaultTTL")


@dataclass
class Heard:
    """A frame that left a port, so long after the frame it belongs to."""

    port: str
    frame: bytes
    delay: float


@dataclass
class Outcome:
    """``heard`` by the name of the frame that came before; ``counters`` by Linux's names."""

    heard: dict
    counters: dict


def compare(case, linux, gatun):
    """What differs and is not on record, and what is on record and does not differ: sentences."""
    problems = []
    for sent in case.frames:
        problems += _compare_answers(case, sent, linux.heard[sent.name], gatun.heard[sent.name])
    problems += [
        f"frame '{name}' is on record ({difference.record}) and is not sent"
        for name, difference in case.on_wire.items()
        if name not in linux.heard
    ]
    if not case.verdict_only and not case.uncounted:
        problems += _compare_counters(case, linux.counters, gatun.counters)
    return problems


def _compare_answers(case, sent, linux, gatun):
    if case.excused and case.excused(sent.frame):
        return []
    if case.verdict_only:
        linux = [heard for heard in linux if not is_of_router(heard.frame, case.network)]
        gatun = [heard for heard in gatun if not is_of_router(heard.frame, case.network)]
    linux_says = [describe(heard) for heard in linux]
    gatun_says = [describe(heard) for heard in gatun]
    expected = case.on_wire.get(sent.name)
    if expected:
        if (linux_says, gatun_says) == (expected.linux, expected.gatun):
            return []
        return [
            f"'{sent.name}': on record ({expected.record}) is {expected.linux} against"
            f" {expected.gatun}, and Linux {linux_says}, Gatun {gatun_says}"
        ]
    for port in case.network.ports:
        problem = _first_difference(
            case,
            case.in_bytes.get(sent.name),
            [heard for heard in linux if heard.port == port],
            [heard for heard in gatun if heard.port == port],
        )
        if problem:
            return [
                f"'{sent.name}': {problem}; Linux {linux_says}, Gatun {gatun_says};"
                f" in {sent.frame[:64].hex()}"
            ]
    return []


def _first_difference(case, on_record, linux, gatun):
    if len(linux) != len(gatun):
        return f"{len(linux)} frames of Linux, {len(gatun)} of Gatun"
    for ours, theirs in zip(gatun, linux):
        left, right = normalised(theirs.frame, case.network), normalised(ours.frame, case.network)
        if on_record and is_ipv4(left):
            place = slice(on_record.at, on_record.at + len(on_record.linux))
            if (left[place], right[place]) != (on_record.linux, on_record.gatun):
                return f"on record ({on_record.record}) is another difference"
            left = _with_bytes(left, on_record.at, on_record.gatun)
        if left != right:
            return _where(left, right)
        if abs(ours.delay - theirs.delay) > SAME_TIME:
            return f"Linux sent it after {theirs.delay:.2f} s, Gatun after {ours.delay:.2f} s"
    return None


def _with_bytes(frame, at, value):
    """These bytes changed, and what sums them up: the checksum of a quoted IPv4 header."""
    frame = frame[:at] + value + frame[at + len(value) :]
    quoted = 14 + 28
    if at > quoted:
        header = bytearray(frame[quoted : quoted + 20])
        header[10:12] = b"\0\0"
        header[10:12] = internet_checksum(bytes(header)).to_bytes(2, "big")
        frame = frame[:quoted] + bytes(header) + frame[quoted + 20 :]
    return frame


def _where(linux, gatun):
    at = next((i for i, (a, b) in enumerate(zip(linux, gatun)) if a != b), -1)
    if at < 0:
        return f"frames of {len(linux)} bytes of Linux, {len(gatun)} of Gatun"
    around = slice(max(0, at - 4), at + 12)
    return f"byte {at}: Linux ..{linux[around].hex()}.., Gatun ..{gatun[around].hex()}.."


def _compare_counters(case, linux, gatun):
    problems = []
    names = {name for name in [*linux, *gatun] if name.startswith(GROUPS)} | set(BESIDES)
    if case.network.ipv6:
        names |= {name for name in gatun if name.startswith(GROUPS6)}
        names |= {name for name in linux if name.startswith(("Icmp6InType", "Icmp6OutType"))}
    for name in sorted(names - set(NO_EVENTS)):
        left, right = linux.get(name, 0), gatun.get(name, 0)
        expected = case.counted.get(name)
        if expected and (left, right) != (expected.linux, expected.gatun):
            problems.append(
                f"{name}: on record ({expected.record}) is {expected.linux} against"
                f" {expected.gatun}, and Linux counts {left}, Gatun {right}"
            )
        elif not expected and left != right:
            problems.append(f"{name}: Linux counts {left}, Gatun {right}")
    return problems


def network_offset(frame):
    """Where the network header begins behind up to one 802.1Q tag, and its EtherType."""
    at = 18 if frame[12:14] == b"\x81\x00" else 14
    return at, int.from_bytes(frame[at - 2 : at], "big")


def is_ipv4(frame):
    at, kind = network_offset(frame)
    return kind == 0x0800 and len(frame) >= at + 20


def is_ipv6(frame):
    at, kind = network_offset(frame)
    return kind == 0x86DD and len(frame) >= at + 40


def is_of_router(frame, network):
    """Whether the router itself made it."""
    if is_ipv6(frame):
        at, _ = network_offset(frame)
        return socket.inet_ntop(socket.AF_INET6, frame[at + 8 : at + 24]) in network.own_addresses()
    if not is_ipv4(frame):
        return True
    at, _ = network_offset(frame)
    return socket.inet_ntoa(frame[at + 12 : at + 16]) in network.own_addresses()


def normalised(frame, network):
    """
    As long as Ethernet wants it, which a veth pair does not mind, and without the identification
    that a router is free to choose for what it makes itself.
    """
    frame = frame.ljust(MIN_FRAME, b"\0")
    if not is_ipv4(frame) or not is_of_router(frame, network):
        return frame
    at, _ = network_offset(frame)
    header = frame[at : at + (frame[at] & 15) * 4]
    if internet_checksum(header) != 0:
        return frame
    return frame[: at + 4] + b"\0\0" + frame[at + 6 : at + 10] + b"\0\0" + frame[at + 12 :]


def describe(heard):
    """One frame in a few words, to be read and to be put on record."""
    frame = heard.frame
    at, kind = network_offset(frame)
    words = [heard.port]
    if at == 18:
        words.append(f"vlan {int.from_bytes(frame[14:16], 'big') & 0xFFF}")
    if kind == 0x0806:
        words += _describe_arp(frame[at:])
    elif is_ipv4(frame):
        words += _describe_ipv4(frame[at:])
    elif is_ipv6(frame):
        words += _describe_ipv6(frame[at:])
    else:
        words.append(f"type {kind:04x}")
    return " ".join(words)


def _describe_arp(arp):
    operation = {1: "asks", 2: "answers"}.get(int.from_bytes(arp[6:8], "big"), "?")
    sender, target = socket.inet_ntoa(arp[14:18]), socket.inet_ntoa(arp[24:28])
    return ["arp", sender, operation, target]


def _describe_ipv4(ip):
    header_length = (ip[0] & 15) * 4
    length = int.from_bytes(ip[2:4], "big")
    place = int.from_bytes(ip[6:8], "big")
    payload = ip[header_length:]
    source = socket.inet_ntoa(ip[12:16])
    protocol = ip[9]
    words = []
    if place & 0x3FFF:
        more = "+" if place & 0x2000 else ""
        words.append(f"fragment {(place & 0x1FFF) * 8}:{length - header_length}{more}")
    elif protocol == 1 and len(payload) >= 2:
        words.append(f"icmp {payload[0]}/{payload[1]}")
    else:
        words.append({6: "tcp", 17: "udp"}.get(protocol, f"protocol {protocol}"))
    words += ["from", source, "ttl", str(ip[8]), "length", str(length)]
    if header_length > 20:
        words += ["options", ip[20:header_length].hex()]
    return words


def _describe_ipv6(ip):
    words = [f"icmp6 {ip[40]}/{ip[41]}"] if ip[6] == 58 and len(ip) > 41 else [f"next {ip[6]}"]
    source = socket.inet_ntop(socket.AF_INET6, ip[8:24])
    length = 40 + int.from_bytes(ip[4:6], "big")
    return words + ["from", source, "hop limit", str(ip[7]), "length", str(length)]
