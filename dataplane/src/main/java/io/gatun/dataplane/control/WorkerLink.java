package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.NodeCounters;
import io.gatun.dataplane.graph.PollCounters;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.graph.Tracer;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.table.TablesView;

/** What control has of one worker: the rings between them and what the worker writes down. */
public record WorkerLink(
        BatchRing fromWorker,
        BatchRing toWorker,
        TablesView tables,
        WorkerCounters counters,
        LastDrops lastDrops,
        Taps taps,
        NodeCounters nodeCounters,
        PollCounters polls,
        Graph graph,
        Tracer tracer) {}
