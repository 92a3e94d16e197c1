"""One router's configuration, told to Linux as ip(8) and sysctl lines and to Gatun as its file."""

import json
from dataclasses import dataclass, field

WEST_MAC = "02:00:00:00:00:01"
EAST_MAC = "02:00:00:00:00:02"

# A link of Linux's own over which the test asks whether all that went before is done.
SYNC_MAC = "02:00:00:00:00:fe"
SYNC_ADDRESS = "100.127.255.1"

# Said aloud, for a new namespace takes over what the machine's first one has. Linux's defaults but
# for redirects, which have a case of their own.
LINUX_SWITCHES = {
    "accept_local": 0,
    "accept_redirects": 0,
    "accept_source_route": 0,
    "arp_accept": 0,
    "arp_announce": 0,
    "arp_filter": 0,
    "arp_ignore": 0,
    "arp_notify": 0,
    "bc_forwarding": 0,
    "drop_gratuitous_arp": 0,
    "drop_unicast_in_l2_multicast": 0,
    "log_martians": 0,
    "proxy_arp": 0,
    "route_localnet": 0,
    "rp_filter": 0,
    "send_redirects": 0,
}

# What Gatun's tunables of IPv6 are called below /proc/sys/net/ipv6.
LINUX_IPV6 = {
    "hop_limit": ("conf/all/hop_limit", "conf/default/hop_limit"),
    "icmp_ratelimit": ("icmp/ratelimit",),
    "icmp_ratemask": ("icmp/ratemask",),
    "icmp_echo_ignore_all": ("icmp/echo_ignore_all",),
    "icmp_echo_ignore_multicast": ("icmp/echo_ignore_multicast",),
    "icmp_echo_ignore_anycast": ("icmp/echo_ignore_anycast",),
}

# No addresses, routes or probes but those of the case, and one quiet report for each group.
LINUX_IPV6_SWITCHES = {
    "accept_dad": 0,
    "accept_ra": 0,
    "addr_gen_mode": 1,
    "autoconf": 0,
    "forwarding": 1,
    "mldv2_unsolicited_report_interval": 1,
    "router_solicitations": 0,
}

ONLY_LINUX = {"send_redirects"}
ONLY_GATUN = {"forward_link_local"}


@dataclass
class Interface:
    """Switches have the names of Linux's sysctls; Gatun's file knows the same."""

    addresses: list
    port: str
    vlan: int = 0
    switches: dict = field(default_factory=dict)
    arp: bool = True

    def linux_switches(self):
        return {
            key: value for key, value in self.switches.items() if key not in ONLY_GATUN
        }

    def gatun_switches(self):
        return {
            key: _as_gatun(key, value)
            for key, value in self.switches.items()
            if key not in ONLY_LINUX
        }


@dataclass
class Port:
    mac: str
    mtu: int


@dataclass
class Network:
    """A router with two ports; a host on each side, and networks behind the eastern one."""

    ports: dict = field(
        default_factory=lambda: {"west": Port(WEST_MAC, 1500), "east": Port(EAST_MAC, 1500)}
    )
    interfaces: dict = field(
        default_factory=lambda: {
            "west": Interface(["10.0.0.1/24"], "west"),
            "east": Interface(["10.0.1.1/24"], "east"),
        }
    )
    routes: list = field(
        default_factory=lambda: [{"prefix": "198.51.100.0/24", "via": "10.0.1.9"}]
    )
    neighbors: list = field(
        default_factory=lambda: [
            {"address": "10.0.0.2", "interface": "west", "mac": "02:00:00:00:01:02"},
            {"address": "10.0.1.9", "interface": "east", "mac": "02:00:00:00:02:09"},
        ]
    )
    # No limit, so that cases tell about one packet each; a case about limits takes this away.
    tunables: dict = field(
        default_factory=lambda: {
            "icmp_ratemask": 0,
        }
    )

    # Switches in the scope of all interfaces.
    for_all: dict = field(default_factory=dict)

    ipv6: bool = False

    def with_ipv6(self):
        """The same network once more: addresses, a route and neighbors of IPv6."""
        self.ipv6 = True
        self.interfaces["west"].addresses += ["2001:db8:a::1/64", "fe80::a:1/64"]
        self.interfaces["east"].addresses += ["2001:db8:b::1/64", "fe80::b:1/64"]
        self.routes.append({"prefix": "2001:db8:f::/48", "via": "2001:db8:b::9"})
        self.neighbors += [
            {"address": "2001:db8:a::2", "interface": "west", "mac": "02:00:00:00:01:02"},
            {"address": "fe80::2", "interface": "west", "mac": "02:00:00:00:01:02"},
            {"address": "2001:db8:b::9", "interface": "east", "mac": "02:00:00:00:02:09"},
        ]
        self.tunables["ipv6"] = {"icmp_ratelimit": 0}

    def own_addresses(self):
        return {
            address.split("/")[0]
            for interface in self.interfaces.values()
            for address in interface.addresses
        }

    def gatun_file(self):
        """JSON, which is YAML."""
        interfaces = {}
        for name, interface in self.interfaces.items():
            settings = {"addresses": interface.addresses, "arp": interface.arp}
            settings.update(interface.gatun_switches())
            if interface.vlan:
                settings["vlan"] = interface.vlan
            if name.split(".")[0] != interface.port:
                settings["port"] = interface.port
            interfaces[name] = settings
        tunables = {key: _as_gatun(key, value) for key, value in self.tunables.items()}
        if self.for_all:
            tunables["all"] = {key: _as_gatun(key, value) for key, value in self.for_all.items()}
        if self.ipv6:
            tunables["ipv6"] = {
                key: bool(value) if "ignore" in key else value
                for key, value in tunables["ipv6"].items()
            }
        return json.dumps(
            {
                "router": {"name": "differential"},
                "workers": {"cores": []},
                "ports": {
                    name: {"mac": port.mac, "mtu": port.mtu} for name, port in self.ports.items()
                },
                "interfaces": interfaces,
                "routes": self.routes,
                "neighbors": self.neighbors,
                "tunables": tunables,
            },
            indent=1,
        )

    def linux_before_links(self):
        """Lines of a shell inside the router's namespace."""
        lines = ["echo 1 > /proc/sys/net/ipv4/ip_forward"]
        lines += self._linux_ipv6()
        for key, value in LINUX_SWITCHES.items():
            for scope in ("all", "default"):
                lines.append(f"echo {value} > /proc/sys/net/ipv4/conf/{scope}/{key}")
        for key, value in self.for_all.items():
            lines.append(f"echo {value} > /proc/sys/net/ipv4/conf/all/{key}")
        lines += [
            f"echo {value} > /proc/sys/net/ipv4/{key}"
            for key, value in self.tunables.items()
            if key not in ("neigh", "ipv6")
        ]
        return "\n".join(lines)

    def _linux_ipv6(self):
        root = "/proc/sys/net/ipv6"
        if not self.ipv6:
            return [f"echo 1 > {root}/conf/{scope}/disable_ipv6" for scope in ("all", "default")]
        lines = [f"echo 0 > {root}/auto_flowlabels"]
        for scope in ("all", "default"):
            lines.append(f"echo 0 > {root}/conf/{scope}/disable_ipv6")
            for key, value in LINUX_IPV6_SWITCHES.items():
                lines.append(f"echo {value} > {root}/conf/{scope}/{key}")
        for key, value in self.tunables["ipv6"].items():
            lines += [f"echo {value} > {root}/{place}" for place in LINUX_IPV6[key]]
        return lines

    def linux_with_links(self):
        """The same, when the links are there; the sync link is the first to come up."""
        batch = [
            f"addr add {SYNC_ADDRESS}/30 dev sync",
            "link set sync up",
        ]
        for name, port in self.ports.items():
            batch.append(f"link set {name} address {port.mac} mtu {port.mtu}")
            batch.append(f"link set {name} up")
        for name, interface in self.interfaces.items():
            if interface.vlan:
                batch.append(
                    f"link add link {interface.port} name {name} type vlan id {interface.vlan}"
                )
                batch.append(f"link set {name} up")
            for address in interface.addresses:
                how = "nodad" if ":" in address else "brd +"
                batch.append(f"addr add {address} {how} dev {name}")
        for route in self.routes:
            batch.append(_linux_route(route))
        for neighbor in self.neighbors:
            batch.append(
                f"neigh replace {neighbor['address']} lladdr {neighbor['mac']}"
                f" dev {neighbor['interface']} nud permanent"
            )
        lines = [f"ethtool -K {name} tx off rx off > /dev/null" for name in self.ports]
        lines += ["ip -batch - << END", *batch, "END"]
        for name, interface in self.interfaces.items():
            for key, value in interface.linux_switches().items():
                lines.append(f"echo {value} > /proc/sys/net/ipv4/conf/{name}/{key}")
            for key, value in self.tunables.get("neigh", {}).items():
                lines.append(f"echo {value} > /proc/sys/net/ipv4/neigh/{name}/{key}")
        return "\n".join(lines)

    def linux_after_warming_up(self):
        lines = [
            f"ip link set {name} arp off"
            for name, interface in self.interfaces.items()
            if not interface.arp
        ]
        return "\n".join(lines) or ":"


_NOT_SWITCHES = {
    "ipv6",
    "neigh",
    "rp_filter",
    "ip_default_ttl",
    "icmp_ratelimit",
    "icmp_ratemask",
    "icmp_msgs_per_sec",
    "icmp_msgs_burst",
}


def _as_gatun(key, value):
    return value if key in _NOT_SWITCHES else bool(value)


def _linux_route(route):
    words = ["route", "add"]
    if route.get("type", "unicast") != "unicast":
        words.append(route["type"])
    words.append(route["prefix"])
    if "via" in route:
        words += ["via", route["via"]]
    if "interface" in route:
        words += ["dev", route["interface"]]
    if "tos" in route:
        words += ["tos", hex(route["tos"])]
    if "metric" in route:
        words += ["metric", str(route["metric"])]
    if "mtu" in route:
        words += ["mtu", str(route["mtu"])]
    return " ".join(words)
