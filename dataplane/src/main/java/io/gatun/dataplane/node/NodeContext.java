package io.gatun.dataplane.node;

import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.table.TablesView;

/** What the nodes of one worker share. */
public record NodeContext(
        TablesView tables,
        WorkerCounters counters,
        LastDrops lastDrops,
        Buffers buffers,
        Clock clock) {}
