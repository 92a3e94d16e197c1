package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;

/** A forwarding table by its size, for an operator. */
final class FibRow {

    private static final int ROOT_BITS = 24;
    private static final int ROOT_NODES = 1 << 16;
    private static final int NODE_BITS = 8;

    private FibRow() {}

    static FibStatus of(AddressFamily family, ForwardingTables forwarding) {
        final ForwardingTable table = forwarding.of(TableId.MAIN, family);
        final var status = table.status();
        final FibCapacity capacity =
                status.map(each -> each.capacity()).orElse(FibCapacity.DEFAULT);
        return new FibStatus(
                family,
                table.tables().stream().mapToLong(RouteTable::size).sum(),
                status.map(each -> each.prefixes()).orElse(0),
                forwarding.objects().count(table.family()),
                levels(status.map(each -> each.nodesByDepth()).orElse(List.of()), family.width()),
                status.map(each -> each.entries()).orElse(0),
                status.map(each -> each.bytes()).orElse(0L),
                capacity.nodes(),
                capacity.entries(),
                status.map(each -> each.updates()).orElse(0L));
    }

    private static List<FibStatus.Level> levels(List<Integer> nodesByDepth, int width) {
        final List<FibStatus.Level> levels = new ArrayList<>();
        levels.add(new FibStatus.Level(0, ROOT_BITS, ROOT_NODES));
        for (int depth = 0; depth < nodesByDepth.size(); depth++) {
            final int firstBit = ROOT_BITS + depth * NODE_BITS;
            if (firstBit < width) {
                levels.add(new FibStatus.Level(firstBit, NODE_BITS, nodesByDepth.get(depth)));
            }
        }
        return levels;
    }
}
