package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun config add}. */
@Command(
        name = "add",
        description = "Add an element to a list of the configuration, and commit it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nFor example:%n",
        footer = {
            "  gatun config add interfaces.west.addresses 10.0.5.1/24",
            "  gatun config add routes '{prefix: 10.0.0.0/8, via: 10.0.1.9}'"
        })
final class ConfigAdd implements Callable<Integer> {

    @Mixin private OneEdit edit;

    @Parameters(index = "0", paramLabel = "PATH", description = "A list, such as routes.")
    private String path;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ELEMENT",
            description = "A word or number, or YAML in braces or brackets.")
    private List<String> element;

    @Override
    public Integer call() throws IOException, RefusedException {
        return edit.make(document -> document.add(EditLine.path(path), String.join(" ", element)));
    }
}
