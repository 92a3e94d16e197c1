"""Packets longer than the way out: split, or refused (FRAG rows)."""

from scapy.layers.inet import IP

from case import FAR, HOST, Spec, octets, resealed, transit_of
from network import EAST_MAC, WEST_MAC, Port

LENGTHS = {
    68: (69, 76, 77, 116, 117, 576, 1500),
    576: (577, 584, 1128, 1129, 1500),
    1280: (1281, 1288, 1500, 2540, 2541),
    1401: (1402, 1408, 1500, 2796, 2797, 4200),
    1500: (1501, 1508, 2980, 2981, 4000, 8999),
}


def _towards(case, mtu):
    case.network.ports = {"west": Port(WEST_MAC, 9000), "east": Port(EAST_MAC, mtu)}


def _split(mtu):
    def fill(case):
        _towards(case, mtu)
        case.west(f"{mtu}, the MTU itself", transit_of(mtu))
        for length in LENGTHS[mtu]:
            case.west(f"{length} bytes", transit_of(length, tos=0xB9, ttl=9))

    fill.__name__ = f"split_for_mtu_{mtu}"
    return fill


for _mtu in LENGTHS:
    # @Spec("FRAG-01", "FRAG-03", "FRAG-04", "FRAG-06", "FRAG-09", "FRAG-11", "DEV-02")
    Spec("FRAG-01", "FRAG-03", "FRAG-04", "FRAG-06", "FRAG-09", "FRAG-11", "DEV-02")(_split(_mtu))


def _refuse(mtu):
    def fill(case):
        _towards(case, mtu)
        case.west(f"{mtu}, the MTU itself", transit_of(mtu, flags="DF"))
        for length in LENGTHS[mtu]:
            case.west(f"{length} bytes", transit_of(length, flags="DF", tos=0x1F))
        case.west("and TTL 1", transit_of(mtu + 1, flags="DF", ttl=1))

    fill.__name__ = f"refuse_for_mtu_{mtu}"
    return fill


for _mtu in LENGTHS:
    # @Spec("FRAG-02", "ICMP4-29", "ICMP4-40", "ICMP4-41", "FWD-07", "FWD-10")
    Spec("FRAG-02", "ICMP4-29", "ICMP4-40", "ICMP4-41", "FWD-07", "FWD-10")(_refuse(_mtu))


@Spec("FRAG-05", "FWD-22")
def fragments_of_fragments(case):
    _towards(case, 576)
    for name, flags, offset in (
        ("first", "MF", 0),
        ("middle", "MF", 185),
        ("last", 0, 370),
        ("last of all", 0, 8100),
    ):
        for length in (577, 1500):
            case.west(
                f"{name}, {length} bytes", transit_of(length, flags=flags, frag=offset, id=77)
            )
        case.west(f"{name}, small", transit_of(100, flags=flags, frag=offset, id=78))
    case.west("DF on a fragment", transit_of(1500, flags="DF+MF", frag=0))
    case.west("DF on a later fragment", transit_of(1500, flags="DF", frag=185))


@Spec("FRAG-06", "VAL-11")
def reserved_flag_of_what_is_split(case):
    _towards(case, 576)
    case.west("reserved", transit_of(1000, flags=4))


@Spec("FRAG-07", "FRAG-08", "OPT-26")
def options_of_what_is_split(case):
    """Kinds nobody acts on: with the copied flag (0x9e, 0x85) and without (0x1e, 0x52)."""
    _towards(case, 576)
    for name, options in {
        "no-ops": "01010101",
        "copied": "9e041234",
        "not copied": "1e041234",
        "both": "1e0411119e042222",
        "odd lengths": "1e03119e05222222 01 1e03 44",
        "security and its extension": "8508010203040506 82040506",
        "end of list": "9e04123400000000",
        "forty bytes": "1e14" + "11" * 18 + "9e14" + "22" * 18,
    }.items():
        data = bytes.fromhex(options)
        data += b"\x01" * (-len(data) % 4)
        for length in (900, 576):
            case.west(f"{name}, {length}", with_options(data, length))


def with_options(options, length, **fields):
    """A packet of this total length with these raw options, a multiple of 4 in length."""
    header = {"src": HOST, "dst": FAR, "id": 0x1234, "proto": 17}
    header.update(fields)
    words = 5 + len(options) // 4
    plain = bytes(IP(ihl=words, len=length, **header))[:20]
    return resealed(plain + options + octets(length - words * 4), words * 4)


@Spec("FRAG-15", "ICMP4-29")
def mtu_of_a_route(case):
    case.network.routes = [
        {"prefix": "198.51.100.0/24", "via": "10.0.1.9"},
        {"prefix": "198.51.100.128/25", "via": "10.0.1.9", "mtu": 1300},
        {"prefix": "198.51.100.192/26", "via": "10.0.1.9", "mtu": 600},
    ]
    for last in (7, 130, 200):
        destination = f"198.51.100.{last}"
        for length in (600, 601, 1300, 1301, 1500):
            case.west(f".{last} {length}", transit_of(length, dst=destination))
            case.west(f".{last} {length} DF", transit_of(length, dst=destination, flags="DF"))
