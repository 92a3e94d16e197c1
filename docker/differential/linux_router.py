"""The reference: a case through a router made of a network namespace and veth pairs.

Each worker process lives in a namespace of its own, which is the hosts' side, and so nothing is
left behind when it ends, however it ends. It stays on one CPU: then frames pass through the
kernel in the order in which they were sent, and an ARP answer on a link apart proves that all
sent before it is done.
"""

import ctypes
import os
import select
import socket
import struct
import subprocess
import time

from network import SYNC_ADDRESS, SYNC_MAC
from outcome import Heard, Outcome

CLONE_NEWNET = 0x40000000
ETH_P_ALL = 0x0003
SOL_PACKET = 263
PACKET_AUXDATA = 8
PACKET_IGNORE_OUTGOING = 23
SO_TIMESTAMPNS = 35
SO_RCVBUFFORCE = 33
VLAN_VALID = 0x10
SYNC_TIMEOUT = 10
HOST_MTU = 9600
REPORTS = 0.3  # seconds until the last report about groups has been sent
BROADCAST = "ff:ff:ff:ff:ff:ff"


def enter_namespace(cpu):
    """To be called once in a worker process."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"unshare of the network namespace: {os.strerror(error)}")
    os.sched_setaffinity(0, {cpu})
    for scope in ("all", "default"):
        with open(f"/proc/sys/net/ipv6/conf/{scope}/disable_ipv6", "w") as switch:
            switch.write("1")


class RouterShell:
    """A shell in a namespace of its own; the namespace ends with it."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["unshare", "--net", "sh"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, script):
        self.process.stdin.write(f'(set -e\n{script}\n)\necho "@done $?"\n')
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith("@done "):
                if line.split()[1] != "0":
                    raise RuntimeError(f"{script}\nfailed: {''.join(lines)}")
                return "".join(lines)
            lines.append(line)
        raise RuntimeError(f"{script}\nthe shell ended: {''.join(lines)}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Link:
    """The hosts' end of one veth pair."""

    def __init__(self, name):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        self.socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
        self.socket.bind((name, ETH_P_ALL))
        self.socket.setblocking(False)

    def send(self, frame):
        self.socket.send(frame)

    def receive(self):
        """Frames that wait, each with its time."""
        frames = []
        while True:
            try:
                data, control, _, _ = self.socket.recvmsg(1 << 16, 512)
            except BlockingIOError:
                return frames
            frames.append(_with_tag_and_time(data, control))

    def close(self):
        self.socket.close()


def _with_tag_and_time(data, control):
    """The kernel hands the tag of a frame over beside the frame."""
    at = 0.0
    for level, kind, value in control:
        if level == SOL_PACKET and kind == PACKET_AUXDATA:
            status, _, _, _, _, tag, tag_type = struct.unpack("IIIHHHH", value[:20])
            if status & VLAN_VALID:
                data = data[:12] + struct.pack("!HH", tag_type or 0x8100, tag) + data[12:]
        elif level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("qq", value)
            at = seconds + nanoseconds / 1e9
    return data, at


class LinuxRouter:

    def __init__(self, network):
        self.network = network
        self.names = ["sync", *network.ports]
        self.shell = RouterShell()
        self.links = {}
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    def _build(self):
        network = self.network
        self.shell.run(network.linux_before_links())
        pid = self.shell.process.pid
        lines = [
            f"link add name {name} mtu {HOST_MTU} type veth peer name {name} mtu {HOST_MTU}"
            f" netns {pid}"
            for name in self.names
        ]
        lines += [f"link set {name} arp off up" for name in self.names]
        subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, check=True)
        self.shell.run(
            f"ip link set sync address {SYNC_MAC}\n{network.linux_with_links()}"
        )
        self.links = {name: Link(name) for name in self.names}
        for name in self.names:
            self._warm_up(name)
        if network.ipv6:
            time.sleep(REPORTS)
        self.shell.run(network.linux_after_warming_up())
        self.shell.run(os.environ.get("DIFFERENTIAL_BREAK", ":"))
        self._drain()

    def _warm_up(self, name):
        """A link carries frames some time after it came up: ask until it answers."""
        deadline = time.monotonic() + SYNC_TIMEOUT
        while time.monotonic() < deadline:
            self.links[name].send(_probe())
            if select.select([self.links[name].socket], [], [], 0.005)[0]:
                return
        raise RuntimeError(f"port {name} of the Linux router carries no frames")

    def _drain(self):
        """What was sent before the last probe is done when the probe is answered."""
        time.sleep(0.01)
        self.links["sync"].receive()
        self._sync()
        for name in self.network.ports:
            self.links[name].receive()

    def _sync(self):
        self.links["sync"].send(_probe())
        if not select.select([self.links["sync"].socket], [], [], SYNC_TIMEOUT)[0]:
            raise RuntimeError("the Linux router did not come to rest")
        self.links["sync"].receive()

    def run(self, case):
        before = self._counters()
        heard = {sent.name: [] for sent in case.frames}
        begin = time.time()
        sent_at = begin
        for index, sent in enumerate(case.frames):
            if sent.at is not None:
                self._listen(case, heard, index - 1, sent_at, begin + sent.at)
            sent_at = time.time()
            self.links[sent.port].send(sent.frame)
            self._sync()
            self._collect(heard[sent.name], sent_at)
        self._listen(case, heard, len(case.frames) - 1, sent_at, sent_at + case.settle)
        after = self._counters()
        counters = {name: after[name] - before.get(name, 0) for name in after}
        return Outcome(heard, counters)

    def _listen(self, case, heard, index, since, until):
        """What comes of its own accord belongs to the frame before."""
        pause = until - time.time()
        if index < 0 or pause <= 0:
            return
        time.sleep(pause)
        self._sync()
        self._collect(heard[case.frames[index].name], since)

    def _collect(self, into, since):
        for port in self.network.ports:
            for frame, at in self.links[port].receive():
                if not _is_listener_report(frame):
                    into.append(Heard(port, frame, at - since))

    def _counters(self):
        text = self.shell.run("cat /proc/net/snmp /proc/net/netstat").splitlines()
        counters = {}
        for names, values in zip(text[::2], text[1::2]):
            group = names.split(":")[0]
            for name, value in zip(names.split()[1:], values.split()[1:]):
                counters[f"{group}.{name}"] = int(value)
        if self.network.ipv6:
            for line in self.shell.run("cat /proc/net/snmp6").splitlines():
                name, value = line.split()
                counters[name] = int(value)
        return counters

    def close(self):
        for link in self.links.values():
            link.close()
        self.shell.close()
        for name in self.names:
            subprocess.run(["ip", "link", "del", name], stderr=subprocess.DEVNULL, check=False)


def _is_listener_report(frame):
    """To ff02::16: which groups Linux listens to (RFC 9777), of its own accord."""
    return frame[12:14] == b"\x86\xdd" and frame[38:54] == bytes.fromhex("ff02" + "00" * 13 + "16")


def _probe():
    """RFC 5227 §2.1.1; it teaches the router nothing."""
    broadcast = bytes.fromhex(BROADCAST.replace(":", ""))
    sender = bytes.fromhex("020000000099")
    return (
        broadcast
        + sender
        + struct.pack("!HHHBBH", 0x0806, 1, 0x0800, 6, 4, 1)
        + sender
        + b"\0\0\0\0"
        + b"\0" * 6
        + socket.inet_aton(SYNC_ADDRESS)
    )


def run(case):
    router = LinuxRouter(case.network)
    try:
        return router.run(case)
    finally:
        router.close()
