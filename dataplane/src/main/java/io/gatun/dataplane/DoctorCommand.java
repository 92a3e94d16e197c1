package io.gatun.dataplane;

import io.gatun.dataplane.doctor.Examination;
import io.gatun.dataplane.doctor.Finding;
import io.gatun.dpdk.ffm.DpdkLibraries;
import io.gatun.dpdk.ffm.NativeAccessException;
import io.gatun.linux.HostFacts;
import io.gatun.mgmt.codec.JsonText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun doctor}: 0 when the router can run on this host, 1 when something is missing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "What this host lacks to run, and to run fast, and the line that mends it.")
public final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-j", "--json"},
            description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        final List<Finding> findings = new Examination(HostFacts.ofThisHost()).findings(dpdk());
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.pretty(findings));
        } else {
            findings.forEach(finding -> print(finding, out));
        }
        out.flush();
        return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.MISSING) ? 1 : 0;
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf(
                "%-8s %-16s %s%n",
                finding.verdict().name().toLowerCase(Locale.ROOT),
                finding.subject(),
                finding.value());
        if (!finding.cure().isEmpty()) {
            out.printf("%25s mend: %s%n", "", finding.cure());
        }
    }

    private static Finding dpdk() {
        try {
            return Finding.ok("dpdk", DpdkLibraries.open().version().toString());
        } catch (NativeAccessException e) {
            return Finding.missing("dpdk", e.getMessage(), "apt-get install -y librte-meta-all");
        }
    }
}
