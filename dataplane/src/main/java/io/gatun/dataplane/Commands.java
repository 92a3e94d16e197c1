package io.gatun.dataplane;

import io.gatun.dataplane.demo.DemoCommand;
import io.gatun.dataplane.replay.ReplayCommand;
import io.gatun.dataplane.training.RouterInTraining;
import io.gatun.mgmt.cli.CommandSource;
import java.util.List;

/** The commands that run a router. */
public final class Commands implements CommandSource {

    @Override
    public List<Object> commands() {
        return List.of(
                new RunCommand(),
                new ReplayCommand(),
                new DemoCommand(),
                new DoctorCommand(),
                new RouterInTraining());
    }
}
