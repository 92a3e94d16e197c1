package io.gatun.dataplane.testkit;

/** One line of a test router's configuration, in YAML as an operator would write it. */
public final class Part {

    private final String section;
    private final String port;
    private final StringBuilder text;

    private Part(String section, String port, String text) {
        this.section = section;
        this.port = port;
        this.text = new StringBuilder(text);
    }

    /**
     * An interface with IPv4 addresses and MTU 1500 on the port of its name, up to a dot; the port
     * itself takes frames of up to 9,000 bytes.
     */
    public static Part iface(String name, String... addresses) {
        final String port = name.split("\\.", 2)[0];
        return new Part(
                "interfaces",
                port,
                "  %s: { addresses: [%s]".formatted(name, String.join(", ", addresses)));
    }

    /** A port, with or without an interface; ports have MAC addresses in the order of parts. */
    public static Part port(String name) {
        return new Part("", name, "");
    }

    /** A route through a gateway. */
    public static Part route(String prefix, String via) {
        return new Part("routes", "", "  - { prefix: %s, via: %s".formatted(prefix, via));
    }

    public static Part route(String prefix) {
        return new Part("routes", "", "  - { prefix: " + prefix);
    }

    /** A permanent neighbor. */
    public static Part neighbor(String interfaceName, String address, String mac) {
        return new Part(
                "neighbors",
                "",
                "  - { interface: %s, address: %s, mac: \"%s\""
                        .formatted(interfaceName, address, mac));
    }

    public static Part tunable(String name, Object value) {
        return new Part("tunables", "", "  " + name + ": " + value);
    }

    /** The timers and bounds of neighbors. */
    public static Part neigh(String settings) {
        return new Part("tunables", "", "  neigh: { " + settings + " }");
    }

    /** Packets of a batch at most. */
    public static Part vector(int packets) {
        return new Part("workers", "", "  vector: " + packets);
    }

    /** One more setting of the same thing. */
    public Part with(String key, Object value) {
        text.append(", ").append(key).append(": ").append(value);
        return this;
    }

    public Part mtu(int bytes) {
        return with("mtu", bytes);
    }

    boolean isInterface(String name) {
        return section.equals("interfaces") && text.indexOf("  " + name + ":") == 0;
    }

    String section() {
        return section;
    }

    String port() {
        return port;
    }

    String line() {
        if (section.equals("tunables") || section.equals("workers")) {
            return text + "\n";
        }
        final boolean needsMtu = section.equals("interfaces") && text.indexOf("mtu:") < 0;
        return text + (needsMtu ? ", mtu: 1500 }\n" : " }\n");
    }
}
