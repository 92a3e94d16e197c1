"""Packets with IPv4 options: passed on as they are by this version (OPT rows)."""

from scapy.layers.inet import ICMP, IP
from scapy.packet import Raw

from case import HOST, ROUTER, Spec, octets, resealed
from cases.fragmentation import with_options

INERT = {
    "no-ops": "01010101",
    "forty no-ops": "01" * 40,
    "end of list": "00000000",
    "no-op and end of list": "01000000",
    "unknown": "1e041234",
    "unknown, copied": "9e041234",
    "stream id": "88041234",
    "security": "820b00000000000000000000",
    "extended security": "85040102",
    "mtu probe": "0b0405dc",
    "mtu reply": "0c0405dc",
    "traceroute": "520c00010001ffff0a000002",
    "router alert": "94040000",
    "router alert of another value": "94040001",
    "two unknown ones": "1e03ff9e03ff" + "0000",
}


@Spec("OPT-01", "OPT-05", "OPT-17", "OPT-26", "OPT-34", "OPT-24", "VAL-05")
def options_that_nobody_acts_on(case):
    for name, options in INERT.items():
        case.west(name, with_options(bytes.fromhex(options), 100))
        case.west(f"{name}, ttl 1", with_options(bytes.fromhex(options), 100, ttl=1))
    case.west("record route, full", with_options(bytes.fromhex("0707080a00000900"), 100))


@Spec("OPT-08")
def source_routes(case):
    """Linux drops them unless accept_source_route is set; here they are carried, never obeyed."""
    case.uncounted = True
    for name, options in {
        "loose": "830704c633640900",
        "strict": "890704c633640900",
        "loose, used up": "830708c633640900",
    }.items():
        case.west(name, with_options(bytes.fromhex(options), 100))
        case.differs(
            "ip-options",
            name,
            linux=[],
            gatun=[f"east udp from 10.0.0.2 ttl 63 length 100 options {options}"],
        )


@Spec("OPT-15", "OPT-16", "OPT-18", "OPT-04")
def options_that_linux_fills_in(case):
    case.uncounted = True
    words = "east udp from 10.0.0.2 ttl 63 length 100 options"
    for name, (options, filled) in {
        "record route": ("070704" + "00" * 5, "0707080a000101" + "00"),
        "bytes behind the end": ("0001ff77", "00000000"),
        "timestamp, full": ("44080900" + "01020304", "44080910" + "01020304"),
    }.items():
        case.west(name, with_options(bytes.fromhex(options), 100))
        case.differs("ip-options", name, linux=[f"{words} {filled}"], gatun=[f"{words} {options}"])


@Spec("OPT-03", "OPT-06", "ICMP4-35")
def malformed_options(case):
    """Linux answers with a parameter problem; here they are their receiver's business."""
    case.uncounted = True
    for name, options in {
        "length 0": "1e000000",
        "length 1": "1e010000",
        "too long": "1e050000",
        "no length": "0101011e",
        "record route too short": "07020400",
        "record route, pointer 3": "07070300000000" + "00",
    }.items():
        case.west(name, with_options(bytes.fromhex(options), 100))
        case.differs(
            "ip-options",
            name,
            linux=["west icmp 12/0 from 10.0.0.1 ttl 64 length 128"],
            gatun=[f"east udp from 10.0.0.2 ttl 63 length 100 options {options}"],
        )


@Spec("ICMP4-20")
def options_of_an_echo_request(case):
    """Linux turns them round into the reply; here the reply has none."""
    case.uncounted = True
    for name, options, reflected in (
        ("no-ops", "01010101", ""),
        ("record route", "070704" + "00" * 5, "0707080a000001" + "00"),
    ):
        message = bytes(ICMP(type=8, id=1, seq=2) / Raw(octets(8)))
        plain = bytes(IP(src=HOST, dst=ROUTER["west"], proto=1, ihl=5 + len(options) // 8))[:20]
        packet = bytearray(plain + bytes.fromhex(options) + message)
        packet[2:4] = len(packet).to_bytes(2, "big")
        case.west(name, resealed(packet))
        if reflected:
            length = 36 + len(reflected) // 2
            case.differs(
                "ip-options",
                name,
                linux=[
                    f"west icmp 0/0 from 10.0.0.1 ttl 64 length {length} options {reflected}"
                ],
                gatun=["west icmp 0/0 from 10.0.0.1 ttl 64 length 36"],
            )
