package io.gatun.mgmt.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun completion bash}: a script that completes what is typed. */
@Command(
        name = "completion",
        description = "Print a completion script; use it with: source <(gatun completion bash)",
        mixinStandardHelpOptions = true)
final class Completion implements Runnable {

    private enum Shell {
        BASH
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public void run() {
        final PrintWriter out = spec.commandLine().getOut();
        switch (shell) {
            case BASH -> out.print(AutoComplete.bash("gatun", spec.root().commandLine()));
        }
        out.flush();
    }
}
