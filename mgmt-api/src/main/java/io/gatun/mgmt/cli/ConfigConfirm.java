package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun config confirm}. */
@Command(
        name = "confirm",
        description = "Keep the revision that was committed with --confirm.",
        mixinStandardHelpOptions = true)
final class ConfigConfirm implements Callable<Integer> {

    @Mixin private RouterOption router;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = router.connect(ConfigOptions.PATIENCE)) {
            client.request(new OfConfiguration.ConfirmCommit(), rows -> {});
        }
        return CommandLine.ExitCode.OK;
    }
}
