package io.gatun.dataplane.node.hook;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Runs the hooks of one point by priority; in the graph only where a hook is registered. */
public final class HookNode implements Node {

    public enum Edge {
        ACCEPTED
    }

    private final NodeSpec spec;
    private final Hook[] hooks;
    private final WorkerCounters counters;
    private final Verdicts verdicts = new Verdicts();

    public HookNode(String name, List<? extends Hook> hooks, WorkerCounters counters) {
        this.spec = NodeSpec.named(name, Edge.class);
        this.hooks =
                hooks.stream().sorted(Comparator.comparingInt(Hook::priority)).toArray(Hook[]::new);
        this.counters = counters;
    }

    /** One point may lead to several nodes: each way has a node of its own. */
    static String name(Family family, HookPoint point, String target) {
        return point.name().toLowerCase(Locale.ROOT)
                + (family == Family.IPV6 ? "6:" : ":")
                + target;
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        verdicts.begin(batch.size());
        for (Hook hook : hooks) {
            hook.judge(batch, verdicts);
        }
        out.all(Edge.ACCEPTED);
        if (!verdicts.anyOther()) {
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            switch (verdicts.of(i)) {
                case ACCEPT -> {}
                case DROP -> out.drop(i, DropReason.HOOK_DROPPED);
                case STOLEN -> {
                    counters.add(Account.CONSUMED, 1);
                    out.take(i);
                }
            }
        }
    }
}
