package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.pcap.PcapPacket;
import io.gatun.mgmt.pcap.PcapReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun explain}: what would become of a packet, and why. */
@Command(
        name = "explain",
        description = {
            "Tell what would become of a packet: every node, the route, the next hop and its neighbor,",
            "what is written, and the verdict. Nothing is sent, learned or counted.",
            "Rate limits of ICMP are taken as unused."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords of a packet:%n",
        footer = {
            "  ip SOURCE DESTINATION            of either family",
            "  udp|tcp SRCPORT DSTPORT          what it carries",
            "  icmp [TYPE CODE]                 an echo request, when not said",
            "  proto N                          another protocol",
            "  ttl N  tos 0xN  df  length N     hop limit, traffic class; length of the IP packet",
            "  vlan N                           the tag of its frame",
            "  mac SOURCE DESTINATION           of its frame; to the router, when not said",
            "",
            "  gatun explain west ip 10.0.0.2 10.9.9.9 udp 5000 53 ttl 1"
        })
final class Explain implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PORT", description = "Where the packet comes in.")
    private String port;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "WORD",
            description = "The packet in words.")
    private List<String> words = List.of();

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "Take the packet from a capture file instead.")
    private Optional<Path> capture;

    @Option(
            names = "--packet",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which packet of it, from 1 on (default: ${DEFAULT-VALUE}).")
    private int number;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Ask this configuration, which need not run, instead of a router.")
    private Optional<Path> candidate;

    @Override
    public Integer call() throws Exception {
        final Explanation explanation = ask(request());
        if (options.json()) {
            options.printJson(explanation);
        } else {
            options.print(ExplanationText.of(explanation));
            if (candidate.isPresent()) {
                options.print(
                        "note: of a router that has just started with "
                                + candidate.get()
                                + ": neighbors are known that the file names, and no others");
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private Request.Explain request() throws IOException {
        if (capture.isPresent() == !words.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say the packet in words, or where it was captured with --pcap: one of them");
        }
        if (capture.isPresent()) {
            return new Request.Explain(port, HexFormat.of().formatHex(captured()), false);
        }
        final PacketPhrase packet = PacketPhrase.read(new WordReader(spec.commandLine(), words));
        return new Request.Explain(
                port, HexFormat.of().formatHex(packet.frame()), packet.isToRouter());
    }

    private byte[] captured() throws IOException {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), "--packet " + number + " is below 1");
        }
        try (PcapReader packets = new PcapReader(capture.get())) {
            for (int i = 1; ; i++) {
                final PcapPacket packet = packets.next();
                if (packet == null) {
                    throw new IOException(
                            capture.get()
                                    + " has "
                                    + (i - 1)
                                    + " packets, and no packet "
                                    + number);
                }
                if (i == number) {
                    return packet.frame();
                }
            }
        }
    }

    private Explanation ask(Request.Explain request) throws Exception {
        final List<Explanation> rows = new ArrayList<>();
        if (candidate.isPresent()) {
            final CandidateRouter source =
                    ServiceLoader.load(CandidateRouter.class).findFirst().orElseThrow();
            final Answer answer =
                    source.of(candidate.get()).answer(request, new Caller("this command"));
            if (answer instanceof Answer.Last(Reply.Refusal refusal)) {
                throw new RefusedException(refusal);
            }
            if (answer instanceof Answer.Rows found) {
                found.rows().forEachRemaining(row -> rows.add((Explanation) row));
            }
        } else {
            try (ManagementClient client = options.connect()) {
                client.stream(request, Explanation.class, rows::add);
            }
        }
        return rows.getFirst();
    }
}
