package io.gatun.mgmt.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun pki}: certificates for management over TLS. */
@Command(
        name = "pki",
        description = "Make certificates for management over TLS.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        subcommands = {PkiInit.class, PkiServer.class, PkiClient.class},
        footerHeading = "%nAll of it:%n",
        footer = {
            "  gatun pki init pki",
            "  gatun pki server r1.example.net 192.0.2.1 --dir pki",
            "  gatun pki client alice --role admin --dir pki",
            "",
            "  on the router, in its configuration:",
            "    management: { listen: \"0.0.0.0:4653\", certificate:"
                    + " pki/servers/r1.example.net/server.crt,",
            "                  key: pki/servers/r1.example.net/server.key, ca: pki/ca.crt }",
            "  on the other machine, with a copy of pki/clients/alice:",
            "    gatun show ports --host r1.example.net --pki alice"
        })
final class PkiCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to do is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
