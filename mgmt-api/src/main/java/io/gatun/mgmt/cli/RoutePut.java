package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun route add} and its kin: one route, in force when the command is done. */
@Command(
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords, each with its value, in any order:%n",
        footer = {
            "  via ADDRESS       the next hop, of either family",
            "  dev INTERFACE     where packets leave",
            "  onlink            the next hop is a neighbor there, whatever its address",
            "  metric N          of routes to one prefix the lowest is used; 0 to 4294967295",
            "  table ID          main (the default), local, default, or a number",
            "  proto NAME        who put it there: boot (the default), static, bgp, a number, ...",
            "  scope NAME        universe, site, link, host, nowhere",
            "  src ADDRESS       source of packets the router itself sends that way",
            "  mtu [lock] BYTES  longest packet to send that way",
            "  hoplimit N        of packets the router itself sends that way",
            "  tos 0xN           of IPv4 packets it is for, as the bits 0x1c of theirs say",
            "  from, advmss, window, rtt, rttvar, rto_min, reordering, ssthresh, cwnd,",
            "  initcwnd, initrwnd, quickack: as in ip-route(8)",
            "",
            "PREFIX is ADDRESS/LENGTH, an address, or default. TYPE is unicast (the default), local,",
            "broadcast, anycast, multicast, blackhole, unreachable, prohibit or throw.",
            "",
            "  gatun route add 10.9.0.0/16 via 10.0.1.2 dev east metric 50 proto static",
            "  gatun route add blackhole 192.0.2.0/24",
            "  gatun route replace default via 2001:db8:b::2"
        })
final class RoutePut implements Callable<Integer> {

    @Mixin private RouterOption router;

    @Mixin private FamilyOption family;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "[TYPE] PREFIX [WORD VALUE]",
            completionCandidates = RouteWordsCompletion.Put.class,
            description = "The route.")
    private List<String> words;

    private final PutMode mode;

    RoutePut(PutMode mode) {
        this.mode = mode;
    }

    @Override
    public Integer call() throws IOException, RefusedException {
        final RoutePhrase.Route route =
                RoutePhrase.read(new WordReader(spec.commandLine(), words), family.family());
        try (ManagementClient client = router.connect()) {
            client.request(
                    new Request.PutRoute(mode, route.prefix(), route.attributes()), rows -> {});
        }
        return CommandLine.ExitCode.OK;
    }
}
