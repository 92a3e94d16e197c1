package io.gatun.dataplane.node.hook;

import io.gatun.dataplane.graph.GraphBuilder;
import io.gatun.dataplane.graph.WorkerCounters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The hooks of one worker, by point. */
public final class Hooks {

    private final Map<HookPoint, List<Hook>> registered = new EnumMap<>(HookPoint.class);

    public static Hooks none() {
        return new Hooks();
    }

    public Hooks register(HookPoint point, Hook hook) {
        registered.computeIfAbsent(point, _ -> new ArrayList<>()).add(hook);
        return this;
    }

    public boolean anyAt(HookPoint point) {
        return registered.containsKey(point);
    }

    /**
     * The node an edge to {@code target} leads to when it passes this point: the hooks' node, added
     * to the graph on first use, or the target itself where no hook is registered.
     */
    public String at(HookPoint point, String target, GraphBuilder graph, WorkerCounters counters) {
        final List<Hook> hooks = registered.get(point);
        if (hooks == null) {
            return target;
        }
        final String name = HookNode.name(point, target);
        if (!graph.has(name)) {
            graph.add(new HookNode(point, target, hooks, counters))
                    .edge(HookNode.Edge.ACCEPTED, target);
        }
        return name;
    }
}
