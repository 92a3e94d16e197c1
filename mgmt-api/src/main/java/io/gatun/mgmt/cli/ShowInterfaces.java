package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show interfaces}. */
@Command(
        name = "interfaces",
        description = "Interfaces and their addresses.",
        mixinStandardHelpOptions = true)
final class ShowInterfaces implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(
                ResourceKind.INTERFACE, which, InterfaceStatus.class, ShowInterfaces::table);
    }

    static Table table(List<InterfaceStatus> interfaces) {
        final Table table =
                new Table(
                        "interface",
                        "state",
                        "port",
                        "vlan",
                        "mtu",
                        "forwarding",
                        "mac",
                        "addresses");
        for (final InterfaceStatus each : interfaces) {
            table.row(
                    each.name(),
                    each.up() ? each.carrier() ? "up" : "no carrier" : "down",
                    each.port(),
                    each.vlan().isPresent() ? Integer.toString(each.vlan().getAsInt()) : "-",
                    each.mtu(),
                    each.forwarding() ? "on" : "off",
                    each.mac(),
                    each.addresses().stream()
                            .map(InterfaceAddress::toString)
                            .collect(Collectors.joining(" ")));
        }
        return table;
    }
}
