package io.gatun.dataplane.demo;

/** The DPDK virtual devices that the demo can put the router on. */
enum DeviceKind {
    /** Packet sockets on veth; needs nothing but root. */
    AF_PACKET("net_af_packet"),

    /** TAP devices that DPDK makes, bridged to the hosts; needs /dev/net/tun and bridges. */
    TAP("net_tap"),

    /** XDP sockets on veth; needs a kernel with CONFIG_XDP_SOCKETS. */
    AF_XDP("net_af_xdp");

    private final String driver;

    DeviceKind(String driver) {
        this.driver = driver;
    }

    String driver() {
        return driver;
    }

    /** The device string of the port at the router's end of a host's link. */
    String device(Host host) {
        return "%s%d,iface=%s".formatted(driver, Host.ALL.indexOf(host), host.routerEnd());
    }

    /** Whether the device brings the link along, so that there is none before the router starts. */
    boolean makesLink() {
        return this == TAP;
    }
}
