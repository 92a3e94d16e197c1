"""Is every packet that Gatun sent one that others can read? Asks tshark, and scapy to build anew.

Forwarded payloads are their senders' business: of them only the IP header is judged.
"""

import struct
import subprocess

from scapy.layers.l2 import Ether

from gatun_router import NANOSECONDS
from outcome import is_ipv4, is_ipv6, is_of_router, network_offset

GOOD = {"1", "Good"}
FIELDS = ["frame.number", "ip.checksum.status", "icmp.checksum.status", "_ws.malformed"]
FIELDS += ["icmpv6.checksum.status"]


def judge(outcomes, folder):
    """``outcomes`` are (case, outcome of Gatun) pairs; answers (packets read, sentences)."""
    frames = [
        (case, heard.frame)
        for case, outcome in outcomes
        for answers in outcome.heard.values()
        for heard in answers
    ]
    capture = folder / "emitted.pcap"
    with open(capture, "wb") as out:
        out.write(struct.pack("<IHHiIII", NANOSECONDS, 2, 4, 0, 0, 1 << 18, 1))
        for index, (_, frame) in enumerate(frames):
            out.write(struct.pack("<IIII", index, 0, len(frame), len(frame)) + frame)
    problems = []
    rows = _dissect(capture)
    if len(rows) != len(frames):
        problems.append(f"tshark read {len(rows)} packets of {len(frames)}")
    for (case, frame), row in zip(frames, rows):
        problem = _flaw(case, frame, row)
        if problem:
            problems.append(f"{case.name}: {problem} in {frame.hex()}")
    return len(frames), problems


def _dissect(capture):
    command = ["tshark", "-n", "-r", str(capture), "-T", "fields", "-E", "occurrence=f"]
    command += ["-E", "separator=/t", "-o", "ip.check_checksum:TRUE", "-o", "ip.defragment:FALSE"]
    for field in FIELDS:
        command += ["-e", field]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def _flaw(case, frame, row):
    _, header, icmp, malformed, icmp6 = (row + [""] * len(FIELDS))[: len(FIELDS)]
    if is_ipv6(frame):
        is_sound = not is_of_router(frame, case.network) or icmp6 in GOOD
        return None if is_sound else f"tshark finds the ICMPv6 checksum {icmp6}"
    if not is_ipv4(frame):
        return "tshark calls it malformed" if malformed else None
    if header not in GOOD:
        return f"tshark finds the IP header checksum {header}"
    if not is_of_router(frame, case.network):
        return None
    at, _ = network_offset(frame)
    is_fragment = int.from_bytes(frame[at + 6 : at + 8], "big") & 0x3FFF
    if not is_fragment and frame[at + 9] == 1 and icmp not in GOOD:
        return f"tshark finds the ICMP checksum {icmp}"
    return None if is_fragment else _not_rebuilt(frame)


def _not_rebuilt(frame):
    """Scapy computes lengths and checksums of the outer headers anew."""
    at, _ = network_offset(frame)
    frame = frame[: at + int.from_bytes(frame[at + 2 : at + 4], "big")]  # without padding
    packet = Ether(frame)
    ip = packet.getlayer("IP")
    ip.len = None
    ip.chksum = None
    if ip.payload.name == "ICMP":
        quoted = bytes(ip.payload)[8:]
        ip.payload.remove_payload()
        ip.payload.add_payload(quoted)
        ip.payload.chksum = None
    return None if bytes(packet) == frame else f"scapy builds {bytes(packet).hex()}"
