package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One family, as in ip(8). */
final class FamilyOption {

    @ArgGroup(exclusive = true)
    private final Choice choice = new Choice();

    private static final class Choice {

        @Option(names = "-4", description = "IPv4.")
        private boolean ipv4;

        @Option(names = "-6", description = "IPv6.")
        private boolean ipv6;
    }

    /** Nothing where none is asked for. */
    Optional<AddressFamily> family() {
        return choice.ipv4
                ? Optional.of(AddressFamily.INET)
                : choice.ipv6 ? Optional.of(AddressFamily.INET6) : Optional.empty();
    }
}
