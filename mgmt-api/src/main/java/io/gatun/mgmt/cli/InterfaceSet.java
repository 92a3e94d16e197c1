package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun interface set}. */
@Command(
        name = "set",
        description = "Take an interface up or down until the router stops.",
        mixinStandardHelpOptions = true)
final class InterfaceSet implements Callable<Integer> {

    private enum State {
        UP,
        DOWN
    }

    @Mixin private RouterOption router;

    @Parameters(index = "0", paramLabel = "INTERFACE", description = "Its name.")
    private String name;

    @Parameters(index = "1", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.")
    private State state;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = router.connect()) {
            client.request(new Request.SetInterface(name, state == State.UP), rows -> {});
        }
        return CommandLine.ExitCode.OK;
    }
}
