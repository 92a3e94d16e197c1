package io.gatun.dataplane.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A configuration as an operator might write it, drawn from a seed; its ports are always alike. */
final class RandomConfiguration {

    private static final List<String> NAMES =
            List.of("a", "b", "c", "a.10", "a.20", "b.10", "c.30");
    private static final int SUBNETS = 3;

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> gateways = new ArrayList<>();
    private final List<String> own = new ArrayList<>();
    private final List<String> interfacesWithIpv6 = new ArrayList<>();

    private RandomConfiguration(SplittableRandom random) {
        this.random = random;
    }

    /** In YAML. */
    static String draw(SplittableRandom random) {
        final RandomConfiguration drawn = new RandomConfiguration(random);
        drawn.text.append("ports: { a: { mtu: 9000 }, b: { mtu: 9000 }, c: { mtu: 9000 } }\n");
        drawn.interfaces();
        drawn.routes();
        drawn.neighbors();
        drawn.tunables();
        return drawn.text.toString();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void interfaces() {
        final List<String> names = new ArrayList<>(NAMES);
        text.append("interfaces:\n");
        final int count = 1 + random.nextInt(NAMES.size());
        for (int i = 0; i < count; i++) {
            final String name = names.remove(random.nextInt(names.size()));
            final int number = NAMES.indexOf(name);
            final List<String> addresses = new ArrayList<>();
            for (int subnet = 0; subnet < SUBNETS; subnet++) {
                addresses(number, subnet, addresses, name);
            }
            text.append("  ").append(name).append(": { addresses: [");
            text.append(String.join(", ", addresses)).append(']');
            final int dot = name.indexOf('.');
            if (dot > 0) {
                final int tag = Integer.parseInt(name.substring(dot + 1)) + (chance(6) ? 1 : 0);
                text.append(", vlan: ").append(tag);
            }
            text.append(", mtu: ").append(any(List.of(1500, 1500, 1400, 9000)));
            flag("forwarding", 6, false);
            flag("arp", 10, false);
            flag("accept_local", 6, true);
            flag("forward_link_local", 8, true);
            if (addresses.stream().noneMatch(each -> each.contains(":"))) {
                flag("ipv6", 4, true);
            }
            text.append(" }\n");
        }
    }

    private void flag(String name, int oneIn, boolean value) {
        if (chance(oneIn)) {
            text.append(", ").append(name).append(": ").append(value);
        }
    }

    private void addresses(int number, int subnet, List<String> into, String name) {
        final String four = "10." + number + "." + subnet + ".";
        for (int host = 1; host <= 2; host++) {
            if (chance(3)) {
                into.add(four + host + "/24");
                own.add(four + host);
                gateways.add(four + (10 + host));
            }
        }
        final String six = "2001:db8:" + number + ":" + subnet + "::";
        if (chance(4)) {
            into.add("\"" + six + "1/64\"");
            own.add(six + "1");
            gateways.add(six + "b");
            interfacesWithIpv6.add(name);
        }
    }

    private void routes() {
        if (gateways.isEmpty()) {
            return;
        }
        text.append("routes:\n");
        final List<String> taken = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            final String gateway = any(gateways);
            final boolean isWide = gateway.contains(":");
            final String prefix = isWide ? prefix6() : prefix4();
            final int metric = random.nextInt(3) * 10;
            if (taken.contains(prefix + metric)) {
                continue;
            }
            taken.add(prefix + metric);
            text.append("  - { prefix: \"").append(prefix).append("\", metric: ").append(metric);
            if (chance(5)) {
                text.append(", type: ")
                        .append(any(List.of("blackhole", "unreachable", "prohibit", "throw")));
            } else {
                text.append(", via: \"").append(gateway).append('"');
                if (chance(4)) {
                    text.append(", mtu: ").append(any(List.of(1300, 1450, 1500)));
                }
                source(isWide);
            }
            if (chance(6)) {
                text.append(", table: ").append(any(List.of("default", "77")));
            }
            text.append(" }\n");
        }
    }

    private void source(boolean isWide) {
        final List<String> fitting =
                own.stream().filter(each -> each.contains(":") == isWide).toList();
        if (chance(4)) {
            text.append(", source: \"").append(any(fitting)).append('"');
        }
    }

    private String prefix4() {
        return switch (random.nextInt(4)) {
            case 0 -> "0.0.0.0/0";
            case 1 -> "198.51." + random.nextInt(3) + ".0/24";
            case 2 -> "198.51.0.0/16";
            default -> "198.51." + random.nextInt(3) + "." + random.nextInt(4) + "/32";
        };
    }

    private String prefix6() {
        return switch (random.nextInt(3)) {
            case 0 -> "::/0";
            case 1 -> "2001:db8:f00" + random.nextInt(3) + "::/48";
            default -> "2001:db8:f000::" + (1 + random.nextInt(3)) + "/128";
        };
    }

    private void neighbors() {
        final List<String> some = gateways.stream().distinct().filter(_ -> !chance(3)).toList();
        if (some.isEmpty()) {
            return;
        }
        text.append("neighbors:\n");
        for (String each : some) {
            final int number =
                    each.contains(":")
                            ? Integer.parseInt(each.split(":", -1)[2])
                            : Integer.parseInt(each.split("\\.", -1)[1]);
            text.append("  - { address: \"").append(each);
            text.append("\", interface: ").append(NAMES.get(number));
            text.append(", mac: \"02:00:00:00:01:0").append(random.nextInt(3)).append("\" }\n");
        }
    }

    private void tunables() {
        text.append("tunables:\n  ip_default_ttl: ").append(any(List.of(64, 255, 32)));
        text.append("\n  class_e_forwarding: ").append(!chance(4));
        text.append("\n  ignore_routes_with_linkdown: ").append(chance(3));
        text.append("\n  icmp_echo_ignore_all: ").append(chance(5)).append('\n');
    }
}
