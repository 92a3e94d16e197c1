package io.gatun.perf.bench;

import io.gatun.mgmt.cli.CommandSource;
import java.util.List;

/** What this module adds to the command {@code gatun}. */
public final class BenchCommands implements CommandSource {

    @Override
    public List<Object> commands() {
        return List.of(new BenchCommand());
    }
}
