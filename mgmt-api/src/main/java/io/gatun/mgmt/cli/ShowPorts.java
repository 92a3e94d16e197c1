package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show ports}. */
@Command(
        name = "ports",
        description = "Ports: devices, links, packets.",
        mixinStandardHelpOptions = true)
final class ShowPorts implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.PORT, which, PortStatus.class, ShowPorts::table);
    }

    static Table table(List<PortStatus> ports) {
        final Table table =
                new Table(
                        "port",
                        "link",
                        "rx packets",
                        "rx bytes",
                        "missed",
                        "errors",
                        "no buffer",
                        "other host",
                        "no handler",
                        "tx packets",
                        "tx bytes",
                        "tx errors",
                        "tx dropped",
                        "mtu",
                        "mac",
                        "driver",
                        "device");
        for (final PortStatus port : ports) {
            table.row(
                    port.name(),
                    link(port.link()),
                    port.rxPackets(),
                    port.rxBytes(),
                    port.rxMissed(),
                    port.rxErrors(),
                    port.rxNoBuffer(),
                    port.rxOtherhostDropped(),
                    port.rxNohandler(),
                    port.txPackets(),
                    port.txBytes(),
                    port.txErrors(),
                    port.txDropped(),
                    port.mtu(),
                    port.mac(),
                    port.driver(),
                    port.device());
        }
        return table;
    }

    private static String link(PortStatus.Link link) {
        if (!link.up()) {
            return "down";
        }
        return link.speedMbps() == 0 ? "up" : "up " + link.speedMbps() + " Mbit/s";
    }
}
