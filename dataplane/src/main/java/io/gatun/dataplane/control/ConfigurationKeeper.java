package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.PlanRow;
import java.util.List;
import java.util.function.Consumer;

/**
 * The configuration in force, and the step from it to another one while the router runs. On
 * control's thread.
 */
public final class ConfigurationKeeper {

    private final CommitCheck check;
    private final Consumer<RouterConfiguration> step;
    private final ConfigurationEvents events;
    private RouterConfiguration current;

    /**
     * Keeps what the router was started with.
     *
     * @param check refuses what cannot be put in force while the router runs
     * @param step puts another configuration in force, which was checked
     * @param sink hears what has changed
     */
    ConfigurationKeeper(
            RouterConfiguration first,
            CommitCheck check,
            Consumer<RouterConfiguration> step,
            EventSink sink) {
        this.current = first;
        this.check = check;
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
        check.check(current, next, rows);
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
            next.tables().take(); // a router that runs reads no files of routes
            changes.forEach(events::tell);
        }
    }
}
