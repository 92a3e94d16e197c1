package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouterStatus;
import java.io.IOException;
import java.util.List;

/** What {@code gatun top} reads at one moment; rates come from two of them. */
record Sample(RouterStatus router, List<PortStatus> ports, List<DropCount> drops, Ledger ledger) {

    static Sample take(ManagementClient client) throws IOException, RefusedException {
        return new Sample(
                client.list(ResourceKind.ROUTER, RouterStatus.class).getFirst(),
                client.list(ResourceKind.PORT, PortStatus.class),
                client.list(ResourceKind.DROP, DropCount.class),
                client.list(ResourceKind.LEDGER, Ledger.class).getFirst());
    }
}
