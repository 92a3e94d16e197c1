"""A case through ``gatun replay``: no root, no NIC, a clock that follows the time stamps."""

import glob
import json
import math
import os
import pathlib
import struct
import subprocess

from outcome import Heard, Outcome

BEGIN = 1.0  # the time stamp of a case's first frame, in seconds
SPACING = 0.001  # between frames whose time does not matter
NANOSECONDS = 0xA1B23C4D
NS_PER_S = 1_000_000_000


class Gatun:
    """The built program and the folder for its captures."""

    def __init__(self, root, folder):
        self.folder = pathlib.Path(folder)
        self.jars = root / "docker/target/gatun/lib"
        if not any(self.jars.glob("gatun-dataplane-*.jar")):
            raise SystemExit(f"{self.jars} has no jars: build first (mvn -DskipTests package)")
        self.java = _java()

    def run(self, case):
        folder = self.folder / case.name
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "router.yaml"
        file.write_text(case.network.gatun_file())
        times = _times(case)
        command = [*self._command(), "replay", "-c", str(file), "--out", str(folder / "out"), "-j"]
        command += ["--settle", str(math.ceil(case.settle))]
        for port in case.network.ports:
            capture = folder / f"{port}.pcap"
            _write(
                capture,
                [(at, sent.frame) for at, sent in zip(times, case.frames) if sent.port == port],
            )
            command += ["--in", f"{port}={capture}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"gatun replay says {done.returncode}: {done.stdout}{done.stderr}")
        counters = json.loads(done.stdout)["counters"]
        return Outcome(self._heard(case, times, folder / "out"), counters)

    def _command(self):
        return [
            self.java,
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+AutoCreateSharedArchive",
            f"-XX:SharedArchiveFile={self.folder / 'gatun.jsa'}",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Dgatun.checked=true",
            "-cp",
            f"{self.jars}/*",
            "io.gatun.mgmt.cli.Gatun",
        ]

    def _heard(self, case, times, folder):
        """A frame that leaves belongs to the last one that came before it."""
        heard = {sent.name: [] for sent in case.frames}
        for port in case.network.ports:
            at = 0
            for time, frame in read(folder / f"{port}.pcap"):
                while at + 1 < len(times) and times[at + 1] <= time:
                    at += 1
                heard[case.frames[at].name].append(
                    Heard(port, frame, (time - times[at]) / NS_PER_S)
                )
        for answers in heard.values():
            answers.sort(key=lambda answer: answer.delay)
        return heard


def _times(case):
    """Of each frame, in nanoseconds."""
    times = []
    now = BEGIN
    for sent in case.frames:
        now = now + SPACING if sent.at is None else BEGIN + sent.at
        times.append(round(now * NS_PER_S))
    return times


def _write(path, packets):
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", NANOSECONDS, 2, 4, 0, 0, 1 << 18, 1))
        for at, frame in packets:
            out.write(struct.pack("<IIII", at // NS_PER_S, at % NS_PER_S, len(frame), len(frame)))
            out.write(frame)


def read(path):
    """Packets of a capture as (nanoseconds, bytes); Gatun writes nanoseconds."""
    data = pathlib.Path(path).read_bytes()
    order = "<" if data[:4] == struct.pack("<I", NANOSECONDS) else ">"
    if struct.unpack(order + "I", data[:4])[0] != NANOSECONDS:
        raise RuntimeError(f"{path} has no nanoseconds")
    packets = []
    at = 24
    while at < len(data):
        seconds, fraction, length, _ = struct.unpack(order + "IIII", data[at : at + 16])
        packets.append((seconds * NS_PER_S + fraction, data[at + 16 : at + 16 + length]))
        at += 16 + length
    return packets


def _java():
    homes = [os.environ.get("JAVA_HOME", "")]
    homes += sorted(glob.glob("/usr/lib/jvm/*25*"), reverse=True)
    for home in homes:
        java = pathlib.Path(home, "bin/java")
        if home and java.exists():
            return str(java)
    raise SystemExit("no JDK 25 in JAVA_HOME or /usr/lib/jvm")
