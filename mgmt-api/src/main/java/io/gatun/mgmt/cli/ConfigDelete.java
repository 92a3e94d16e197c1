package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun config delete}. */
@Command(
        name = "delete",
        description = "Delete a part of the configuration and all under it, and commit that.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nFor example:%n",
        footer = {
            "  gatun config delete 'routes[10.0.0.0/8]'",
            "  gatun config delete interfaces.west.addresses 10.0.5.1/24"
        })
final class ConfigDelete implements Callable<Integer> {

    @Mixin private OneEdit edit;

    @Parameters(index = "0", paramLabel = "PATH", description = "Such as interfaces.west.mtu.")
    private String path;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ELEMENT",
            description = "Only this element of the list at the path.")
    private List<String> element = List.of();

    @Override
    public Integer call() throws IOException, RefusedException {
        return edit.make(document ->
                element.isEmpty()
                        ? document.delete(EditLine.path(path))
                        : document.remove(EditLine.path(path), String.join(" ", element)));
    }
}
