package io.gatun.dataplane;

import io.gatun.dataplane.demo.DemoCommand;
import io.gatun.mgmt.cli.CommandSource;
import java.util.List;

/** The commands that need the dataplane. */
public final class DataplaneCommands implements CommandSource {

    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(), new DoctorCommand());
    }
}
