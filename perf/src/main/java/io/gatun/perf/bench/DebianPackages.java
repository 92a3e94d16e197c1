package io.gatun.perf.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packages of the distribution: what is missing is installed as root, or named. */
final class DebianPackages {

    private static final Path ROOT = Path.of("/");

    private final Console console;

    DebianPackages(Console console) {
        this.console = console;
    }

    void require(String purpose, List<String> packages) throws BenchFailure {
        final List<String> missing = new ArrayList<>();
        for (final String name : packages) {
            if (!isInstalled(name)) {
                missing.add(name);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        final List<String> install =
                new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        install.addAll(missing);
        if (!User.isRoot()) {
            throw new BenchFailure(
                    purpose
                            + " needs packages that are missing; as root: "
                            + String.join(" ", install));
        }
        console.say(purpose + " needs " + String.join(", ", missing) + "; installing with apt-get");
        if (!ShellCommand.run(ROOT, install).isSuccess()) {
            ShellCommand.require("fetch apt's lists", ROOT, List.of("apt-get", "update"));
            ShellCommand.require("install " + String.join(", ", missing), ROOT, install);
        }
    }

    /** The version of the source package that an installed package was built from. */
    String sourceVersion(String name) throws BenchFailure {
        return query(name, "${source:Version}");
    }

    private static boolean isInstalled(String name) throws BenchFailure {
        final ShellCommand.Outcome outcome =
                ShellCommand.run(
                        ROOT, List.of("dpkg-query", "-W", "-f", "${db:Status-Status}", name));
        return outcome.isSuccess() && outcome.output().equals("installed");
    }

    private static String query(String name, String field) throws BenchFailure {
        return ShellCommand.require(
                "read the version of " + name,
                ROOT,
                List.of("dpkg-query", "-W", "-f", field, name));
    }
}
