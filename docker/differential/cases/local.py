"""Packets for the router itself (LDEL, ICMP4 and MIB rows)."""

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.packet import Raw

from case import HOST, ROUTER, Spec, echo, internet_checksum, octets, transit

BROADCASTS = ("10.0.0.255", "10.0.1.255", "255.255.255.255", "224.0.0.1")


@Spec("ICMP4-08", "VAL-13", "RT-02", "FIB-16", "ICMP4-01", "ICMP4-04", "ICMP4-45")
def echo_of_every_kind(case):
    for size in (0, 1, 2, 3, 17, 55, 56, 57, 1471, 1472):
        case.west(f"{size} bytes", echo(size))
    for address in ROUTER.values():
        case.west(f"to {address}", echo(dst=address))
    for ttl in (0, 1, 2, 255):
        case.west(f"ttl {ttl}", echo(ttl=ttl))
    for code in (1, 5, 255):
        case.west(f"code {code}", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=8, code=code))
    case.west("df", echo(flags="DF"))
    case.west("reserved flag", echo(flags=4))
    case.west("id 0", echo(id=0))
    case.west("bytes behind it", echo(20, len=48) / Raw(b"\xa5" * 9))
    case.east("from the east", echo(src="198.51.100.7", dst=ROUTER["west"]))
    case.east("from the eastern gateway", echo(src="10.0.1.9", dst=ROUTER["east"]))


@Spec("ICMP4-08")
def echo_of_every_type_of_service(case):
    for tos in range(256):
        case.west(f"{tos}", echo(tos=tos))


@Spec("ICMP4-08", "FWD-08")
def echo_checksums_at_their_edges(case):
    """Replies whose checksum is 0x0000, 0xffff and near them."""
    for value in (0x0001, 0xF7FF, 0xF800, 0xF7FE, 0xFFFE, 0xFFFF):
        message = ICMP(type=8, id=value, seq=0)
        case.west(f"{value:04x}", IP(src=HOST, dst=ROUTER["west"]) / message)


@Spec("ICMP4-08")
def echo_of_nothing_but_zeros(case):
    """The checksum of zeros is 0xffff (RFC 1071); Linux replies with 0x0000, which is wrong."""
    case.west("zeros", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=8, id=0, seq=0))
    case.differs_in_bytes("zero-checksum", "zeros", at=36, linux=b"\0\0", gatun=b"\xff\xff")


@Spec("ICMP4-06", "ICMP4-07", "VAL-24", "ICMP4-04")
def icmp_to_groups(case):
    for destination in BROADCASTS:
        for kind in (0, 3, 8, 11, 17, 18):
            packet = IP(src=HOST, dst=destination) / ICMP(type=kind) / Raw(octets(28))
            case.west(f"{destination} type {kind}", packet, dst="ff:ff:ff:ff:ff:ff")


@Spec("ICMP4-06")
def echo_to_groups_when_asked_to(case):
    case.network.tunables["icmp_echo_ignore_broadcasts"] = 0
    for destination in BROADCASTS:
        case.west(destination, echo(dst=destination), dst="ff:ff:ff:ff:ff:ff")


@Spec("ICMP4-09")
def echo_ignore_all(case):
    case.network.tunables["icmp_echo_ignore_all"] = 1
    case.west("echo", echo())
    case.west("udp", transit(dst=ROUTER["west"]))


@Spec("TUN-01", "ICMP4-44")
def default_ttl(case):
    case.network.tunables["ip_default_ttl"] = 33
    case.west("echo", echo())
    case.west("ttl 1", transit(ttl=1))


@Spec("ICMP4-02", "ICMP4-01", "ICMP4-45")
def icmp_checksum(case):
    case.west("echo", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=8, chksum=0x1234))
    case.west("zero", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=8, chksum=0))
    case.west("reply", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=0, chksum=1))
    case.west("odd length", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=8, chksum=1) / Raw(b"x"))


@Spec("ICMP4-03", "ICMP4-02")
def short_icmp(case):
    for length in range(8):
        data = bytearray(b"\x08\x00\xf7\xff\x00\x00\x00\x00"[:length])
        case.west(f"{length} bytes", IP(src=HOST, dst=ROUTER["west"], proto=1) / Raw(bytes(data)))


@Spec("ICMP4-04", "ICMP4-05", "ICMP4-13", "ICMP4-14", "ICMP4-21", "ICMP4-22", "ICMP4-32")
def icmp_types_without_a_quote(case):
    """But timestamps, which Linux answers, and 42 and 43, which have a knob (ICMP4-23)."""
    for kind in (0, 1, 2, 6, 7, 9, 10, 14, 15, 16, 17, 18, 19, 30, 40, 41, 44, 128, 255):
        message = bytes(ICMP(type=8)) + octets(24)
        packet = IP(src=HOST, dst=ROUTER["west"]) / ICMP(bytes(_of_type(message, kind)))
        case.west(f"type {kind}", packet)


def _of_type(message, kind):
    message = bytearray(message)
    message[0] = kind
    message[2:4] = b"\0\0"
    message[2:4] = internet_checksum(bytes(message)).to_bytes(2, "big")
    return message


@Spec("ICMP4-15", "ICMP4-17", "ICMP4-19", "ICMP4-21")
def icmp_errors_about_what_was_never_sent(case):
    quote = bytes(IP(src=ROUTER["west"], dst=HOST, proto=17) / UDP(sport=1, dport=2))
    for kind in (3, 4, 5, 11, 12):
        for code in (0, 1, 3, 4, 15, 16):
            packet = IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=kind, code=code) / Raw(quote)
            case.west(f"type {kind} code {code}", packet)
    case.counts("icmp-error-for-nobody", "Icmp.InErrors", linux=28, gatun=0)


@Spec("ICMP4-15")
def icmp_errors_with_a_short_quote(case):
    quote = bytes(IP(src=ROUTER["west"], dst=HOST, proto=17) / UDP(sport=1, dport=2))
    for kind in (3, 4, 5, 11, 12):
        for length in (0, 10, 20, 27):
            message = ICMP(type=kind, code=0) / Raw(quote[:length])
            case.west(f"type {kind}, {length} bytes", IP(src=HOST, dst=ROUTER["west"]) / message)
    for words in (0, 4, 6, 15):
        message = ICMP(type=3, code=1) / Raw(bytes([0x40 | words]) + quote[1:])
        case.west(f"a quoted header of {words} words", IP(src=HOST, dst=ROUTER["west"]) / message)


@Spec("ICMP4-12")
def timestamps(case):
    """Optional (RFC 1812 §4.3.3.8); counted, not answered."""
    case.uncounted = True
    case.west("request", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=13, ts_ori=1))
    case.differs(
        "icmp-timestamp",
        "request",
        linux=["west icmp 14/0 from 10.0.0.1 ttl 64 length 40"],
        gatun=[],
    )


@Spec("ICMP4-23")
def extended_echo(case):
    """Off by default in Linux, not answered here: silence from both."""
    case.west("request", IP(src=HOST, dst=ROUTER["west"]) / ICMP(type=42) / Raw(octets(8)))


@Spec("ICMP4-28", "LDEL-04", "ICMP4-40", "MIB-06")
def udp_to_a_closed_port(case):
    for size in (0, 1, 9, 540, 1472):
        case.west(f"{size} bytes", transit(size, dst=ROUTER["west"]))
    case.west("no checksum", IP(src=HOST, dst=ROUTER["west"]) / UDP(chksum=0) / Raw(b"abc"))
    case.west("bad checksum", IP(src=HOST, dst=ROUTER["west"]) / UDP(chksum=1) / Raw(b"abc"))
    case.west("bad, empty", IP(src=HOST, dst=ROUTER["west"]) / UDP(chksum=1))
    case.west("to the other side", transit(dst=ROUTER["east"]))
    case.west("port 0", IP(src=HOST, dst=ROUTER["west"]) / UDP(sport=0, dport=0))
    case.west("ttl 1", transit(dst=ROUTER["west"], ttl=1))
    case.west("df", transit(dst=ROUTER["west"], flags="DF"))


@Spec("LDEL-04")
def udp_lengths(case):
    for name, length in {"0": 0, "7": 7, "8": 8, "10": 10, "one more": 29, "65535": 65535}.items():
        packet = IP(src=HOST, dst=ROUTER["west"]) / UDP(len=length) / Raw(octets(20))
        case.west(f"length {name}", packet)
    for length in (0, 7, 29, 65535):
        bare = IP(src=HOST, dst=ROUTER["west"]) / UDP(len=length, chksum=0) / Raw(octets(20))
        case.west(f"length {length}, no checksum", bare)
    for length in (0, 1, 7):
        packet = IP(src=HOST, dst=ROUTER["west"], proto=17) / Raw(octets(length))
        case.west(f"{length} bytes in all", packet)


@Spec("LDEL-04", "ICMP4-40")
def bytes_behind_the_udp_length(case):
    """RFC 1812 §4.3.2.3 wants as much quoted as fits; Linux quotes to the end of the UDP length."""
    case.uncounted = True
    for length, quoted in ((8, 56), (10, 58)):
        packet = IP(src=HOST, dst=ROUTER["west"]) / UDP(len=length, chksum=0) / Raw(octets(20))
        case.west(f"length {length}", packet)
        case.differs(
            "quote-behind-udp",
            f"length {length}",
            linux=[f"west icmp 3/3 from 10.0.0.1 ttl 64 length {quoted}"],
            gatun=["west icmp 3/3 from 10.0.0.1 ttl 64 length 76"],
        )


@Spec("LDEL-05", "VAL-24")
def udp_to_groups(case):
    for destination in BROADCASTS:
        case.west(destination, transit(dst=destination), dst="ff:ff:ff:ff:ff:ff")
        case.west(f"{destination} to us alone", transit(dst=destination))
        bad = IP(src=HOST, dst=destination) / UDP(chksum=1) / Raw(b"abc")
        case.west(f"{destination} bad checksum", bad, dst="ff:ff:ff:ff:ff:ff")


@Spec("ICMP4-27", "LDEL-03", "MIB-05")
def unknown_protocols(case):
    for protocol in (0, 3, 4, 41, 47, 50, 51, 58, 89, 99, 132, 253, 254, 255):
        packet = IP(src=HOST, dst=ROUTER["west"], proto=protocol) / Raw(octets(20))
        case.west(f"protocol {protocol}", packet)
    case.west("nothing in it", IP(src=HOST, dst=ROUTER["west"], proto=99))
    for destination in BROADCASTS:
        case.west(destination, IP(src=HOST, dst=destination, proto=99) / Raw(octets(20)))


@Spec("LDEL-03")
def tcp_to_a_closed_port(case):
    """A router without TCP stays silent; Linux resets (RFC 9293 §3.10.7.1)."""
    case.uncounted = True
    case.west("syn", IP(src=HOST, dst=ROUTER["west"]) / TCP(sport=4000, dport=179, flags="S"))
    case.differs(
        "tcp-reset",
        "syn",
        linux=["west tcp from 10.0.0.1 ttl 64 length 40"],
        gatun=[],
    )


@Spec("LDEL-02", "REASM-01")
def fragments_for_the_router(case):
    """Not put together again by this version."""
    case.uncounted = True
    whole = bytes(echo(40))
    header, body = IP(whole[:20]), whole[20:]
    for name, offset, flags, part in (
        ("first", 0, "MF", body[:24]),
        ("last", 3, 0, body[24:]),
    ):
        fragment = IP(
            src=header.src, dst=header.dst, proto=1, id=7, frag=offset, flags=flags
        ) / Raw(part)
        case.west(name, fragment)
    case.differs(
        "local-fragments",
        "last",
        linux=["west icmp 0/0 from 10.0.0.1 ttl 64 length 68"],
        gatun=[],
    )
