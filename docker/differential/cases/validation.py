"""Headers that a router must not believe, and those that it must (VAL rows)."""

from scapy.layers.inet import IP
from scapy.packet import Raw

from case import FAR, HOST, Spec, internet_checksum, octets, resealed, transit


def _with(packet, at, value):
    data = bytearray(bytes(packet))
    data[at : at + len(value)] = value
    return data


@Spec("VAL-01")
def shorter_than_a_header(case):
    whole = bytes(transit())
    for length in (0, 1, 19):
        case.west(f"{length} bytes", Raw(whole[:length]))


@Spec("VAL-02", "VAL-10")
def version_is_not_4(case):
    for version in (0, 3, 5, 6, 15):
        case.west(f"version {version}", resealed(transit(version=version, tos=version & 3)))


@Spec("VAL-03", "VAL-10")
def header_length_below_20(case):
    for words in range(5):
        data = _with(transit(tos=1), 0, bytes([0x40 | words]))
        case.west(f"{words} words", resealed(data, 20))


@Spec("VAL-04", "VAL-10")
def header_longer_than_the_packet(case):
    data = _with(transit(0, tos=2), 0, bytes([0x4F]))
    case.west("15 words in 28 bytes", resealed(data, len(data)))


@Spec("VAL-05", "VAL-10", "FWD-09")
def header_checksum(case):
    whole = bytes(transit(tos=3))
    for bit in range(0, 160, 7):
        case.west(f"header bit {bit} turned", Raw(_turned(whole, bit)))
    for bit in (160, 200, 300):
        case.west(f"payload bit {bit} turned", Raw(_turned(whole, bit)))


def _turned(data, bit):
    data = bytearray(data)
    data[bit // 8] ^= 0x80 >> bit % 8
    return bytes(data)


@Spec("VAL-05", "FWD-08")
def header_checksum_at_its_edges(case):
    """Headers whose checksum is 0x0000 and 0xFFFF, and near them, before and after the hop."""
    for wanted in (0x0000, 0x0001, 0x00FF, 0x0100, 0xFEFE, 0xFEFF, 0xFF00, 0xFFFE):
        data = bytearray(bytes(transit()))
        data[4:6] = data[10:12] = b"\0\0"
        base = internet_checksum(bytes(data[:20]))
        identification = (base - wanted) % 0xFFFF
        data[4:6] = identification.to_bytes(2, "big")
        case.west(f"checksum {wanted:04x}", resealed(data))
        data[10:12] = b"\xff\xff" if data[10:12] == b"\0\0" else data[10:12]
        case.west(f"checksum {wanted:04x} with minus zero", Raw(bytes(data)))


@Spec("VAL-06")
def total_length_beyond_the_frame(case):
    for excess in (1, 2, 100, 60_000):
        case.west(f"{excess} more", transit(len=48 + excess))


@Spec("VAL-07", "VAL-09")
def total_length_below_the_header(case):
    for length in (0, 1, 19):
        case.west(f"{length}", transit(len=length))
    longer = _with(transit(), 0, bytes([0x46]))
    longer[2:4] = (20).to_bytes(2, "big")
    case.west("20 with a header of 24", resealed(longer))


@Spec("VAL-08", "DEV-06")
def bytes_behind_the_packet(case):
    for excess in (1, 18, 200):
        case.west(f"{excess} bytes", transit(len=48) / Raw(b"\xa5" * excess))
    case.west("a frame padded to 60", transit(0, len=28) / Raw(b"\xa5" * 18))


@Spec("VAL-09")
def smallest_and_largest_packets(case):
    case.west("a header alone", IP(src=HOST, dst=FAR, proto=253))
    case.west("1500", transit(1472))
    case.west("1499", transit(1471))


@Spec("VAL-11")
def reserved_flag(case):
    case.west("alone", transit(flags=4))
    case.west("with DF", transit(flags=6))


@Spec("VAL-12", "VAL-10", "FWD-09")
def every_type_of_service(case):
    for tos in range(256):
        case.west(f"tos {tos}", transit(tos=tos))


@Spec("VAL-13", "FWD-05", "FWD-08", "ICMP4-33", "ICMP4-40", "ICMP4-41")
def every_time_to_live(case):
    for ttl in range(256):
        case.west(f"ttl {ttl}", transit(ttl=ttl))


@Spec("FWD-09", "FIB-01")
def nothing_else_changes(case):
    for protocol in (0, 1, 2, 6, 17, 47, 50, 51, 89, 132, 255):
        case.west(f"protocol {protocol}", transit(proto=protocol))
    case.west("payload of every octet", Raw(bytes(transit(0, len=28 + 1000))) / octets(1000))
    case.east("the other way", transit(src="198.51.100.7", dst="10.0.0.2"))
