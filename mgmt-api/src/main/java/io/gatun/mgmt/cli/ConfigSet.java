package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun config set}. */
@Command(
        name = "set",
        description = "Set one value of the configuration, and commit it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nFor example:%n",
        footer = {
            "  gatun config set interfaces.west.mtu 1400",
            "  gatun config set 'routes[10.0.0.0/8]' '{via: 10.0.1.9, metric: 20}'"
        })
final class ConfigSet implements Callable<Integer> {

    @Mixin private OneEdit edit;

    @Parameters(index = "0", paramLabel = "PATH", description = "Such as interfaces.west.mtu.")
    private String path;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "VALUE",
            description = "A word or number, or YAML in braces or brackets.")
    private List<String> value;

    @Override
    public Integer call() throws IOException, RefusedException {
        return edit.make(document -> document.set(EditLine.path(path), String.join(" ", value)));
    }
}
