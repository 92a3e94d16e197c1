package io.gatun.dataplane.node.hook;

import io.gatun.dataplane.graph.GraphBuilder;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.table.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The hooks of one worker, by family and point. */
public final class Hooks {

    private final Map<Family, Map<HookPoint, List<Hook>>> registered = new EnumMap<>(Family.class);

    public static Hooks none() {
        return new Hooks();
    }

    /** For the packets of both families. */
    public Hooks register(HookPoint point, Hook hook) {
        return register(Family.IPV4, point, hook).register(Family.IPV6, point, hook);
    }

    public Hooks register(Family family, HookPoint point, Hook hook) {
        registered
                .computeIfAbsent(family, _ -> new EnumMap<>(HookPoint.class))
                .computeIfAbsent(point, _ -> new ArrayList<>())
                .add(hook);
        return this;
    }

    public boolean anyAt(Family family, HookPoint point) {
        return registered.getOrDefault(family, Map.of()).containsKey(point);
    }

    /**
     * The node an edge to {@code target} leads to when it passes this point: the hooks' node, added
     * to the graph on first use, or the target itself where no hook is registered.
     */
    public String at(
            Family family,
            HookPoint point,
            String target,
            GraphBuilder graph,
            WorkerCounters counters) {
        if (!anyAt(family, point)) {
            return target;
        }
        final String name = HookNode.name(family, point, target);
        if (!graph.has(name)) {
            graph.add(new HookNode(name, registered.get(family).get(point), counters))
                    .edge(HookNode.Edge.ACCEPTED, target);
        }
        return name;
    }
}
