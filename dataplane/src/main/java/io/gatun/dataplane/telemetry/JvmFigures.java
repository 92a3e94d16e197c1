package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.mgmt.counters.CountersWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.status.AtomicCounter;

/** Heap, collections and safepoints of this JVM. */
final class JvmFigures implements Figures {

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final AtomicCounter used;
    private final AtomicCounter committed;
    private final AtomicCounter max;
    private final List<Collector> collectors;
    private final Optional<Safepoints> safepoints;

    private record Collector(
            GarbageCollectorMXBean bean, AtomicCounter collections, AtomicCounter timeMs) {}

    private record Safepoints(
            HotspotCounters from, AtomicCounter count, AtomicCounter time, AtomicCounter sync) {}

    JvmFigures(CountersWriter file) {
        used = file.add(HEAP_USED, "");
        committed = file.add(HEAP_COMMITTED, "");
        max = file.add(HEAP_MAX, "");
        collectors =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(bean ->
                                new Collector(
                                        bean,
                                        file.add(GC_COLLECTIONS, "", bean.getName()),
                                        file.add(GC_TIME, "milliseconds", bean.getName())))
                        .toList();
        safepoints =
                HotspotCounters.ofThisProcess()
                        .map(from ->
                                new Safepoints(
                                        from,
                                        file.add(SAFEPOINTS, ""),
                                        file.add(SAFEPOINT_TIME, "nanoseconds"),
                                        file.add(SAFEPOINT_SYNC_TIME, "nanoseconds")));
    }

    @Override
    public void update() {
        final MemoryUsage heap = memory.getHeapMemoryUsage();
        used.setRelease(heap.getUsed());
        committed.setRelease(heap.getCommitted());
        max.setRelease(heap.getMax());
        for (Collector collector : collectors) {
            collector.collections().setRelease(collector.bean().getCollectionCount());
            collector.timeMs().setRelease(collector.bean().getCollectionTime());
        }
        safepoints.ifPresent(JvmFigures::write);
    }

    private static void write(Safepoints safepoints) {
        safepoints.count().setRelease(safepoints.from().value("sun.rt.safepoints"));
        safepoints.time().setRelease(safepoints.from().nanoseconds("sun.rt.safepointTime"));
        safepoints.sync().setRelease(safepoints.from().nanoseconds("sun.rt.safepointSyncTime"));
    }
}
