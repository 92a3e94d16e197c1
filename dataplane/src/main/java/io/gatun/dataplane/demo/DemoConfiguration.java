package io.gatun.dataplane.demo;

/** The router's configuration file for the demo. */
final class DemoConfiguration {

    private DemoConfiguration() {}

    static String of(DeviceKind kind) {
        final var ports = new StringBuilder();
        final var interfaces = new StringBuilder();
        for (Host host : Host.ALL) {
            ports.append(
                    "  %s: { device: \"%s\", mtu: %d }%n"
                            .formatted(host.name(), kind.device(host), host.mtu()));
            interfaces.append(
                    "  %s: { addresses: [%s, \"%s\"] }%n"
                            .formatted(host.name(), router(host.ipv4()), router(host.ipv6())));
        }
        return """
        router: { name: %s }
        ports:
        %sinterfaces:
        %s\
        """
                .formatted(DemoFiles.ROUTER, ports, interfaces);
    }

    private static String router(Host.Subnet subnet) {
        return subnet.router() + "/" + subnet.length();
    }
}
