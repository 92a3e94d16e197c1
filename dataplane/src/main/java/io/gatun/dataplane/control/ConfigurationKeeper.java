package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.model.PlanRow;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The configuration in force, and the step from it to another one while the router runs. On
 * control's thread.
 */
public final class ConfigurationKeeper {

    /** What is not given to a running router but to one that starts. */
    private static final Set<String> FOR_A_RESTART =
            Set.of(
                    "router",
                    "dpdk",
                    "workers",
                    "port",
                    "interface",
                    "address",
                    "route",
                    "import",
                    "neighbor");

    private static final Set<String> TUNABLES_FOR_A_RESTART =
            Set.of("class_e_forwarding", "fib_nodes", "ignore_routes_with_linkdown");

    private final Consumer<RouterConfiguration> step;
    private final ConfigurationEvents events;
    private RouterConfiguration current;

    /**
     * Keeps what the router was started with.
     *
     * @param step puts another configuration in force, which was checked to be one that can be
     * @param sink hears what has changed
     */
    ConfigurationKeeper(
            RouterConfiguration first, Consumer<RouterConfiguration> step, EventSink sink) {
        this.current = first;
        this.step = step;
        this.events = new ConfigurationEvents(sink);
    }

    /** What the router does, but for routes and states that were put over the channel. */
    public RouterConfiguration current() {
        return current;
    }

    /**
     * What would change; none where all is as it is.
     *
     * @throws RefusedException where it cannot be put in force while the router runs
     */
    public List<PlanRow> plan(RouterConfiguration next) throws RefusedException {
        final List<PlanRow> rows = ConfigurationDifference.between(current, next);
        for (PlanRow row : rows) {
            if (FOR_A_RESTART.contains(row.kind())
                    || (row.kind().equals("tunable")
                            && TUNABLES_FOR_A_RESTART.contains(row.key()))) {
                throw Refusals.refusal(
                        RefusalCode.FAILED,
                        row.kind(),
                        row.key(),
                        "",
                        row.kind()
                                + " "
                                + row.key()
                                + " cannot change while the router runs ("
                                + row.detail()
                                + "); stop it and start it with the new configuration");
            }
        }
        return rows;
    }

    /**
     * Puts all of it in force at once; the same configuration again does nothing.
     *
     * @throws RefusedException as {@link #plan}; nothing has changed
     */
    public void apply(RouterConfiguration next) throws RefusedException {
        final List<PlanRow> changes = plan(next);
        if (!changes.isEmpty()) {
            step.accept(next);
            current = next;
            changes.forEach(events::tell);
        }
    }
}
