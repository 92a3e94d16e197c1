package io.gatun.mgmt.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** One line of standard error that tells how far a long job is; only where somebody looks. */
final class ProgressLine {

    private static final long STEP_NS = 100_000_000;

    private final PrintStream out;
    private final boolean isShown;
    private final long total;
    private final long startNs;
    private long shownNs;

    ProgressLine(PrintStream out, boolean isShown, long total, long nowNs) {
        this.out = out;
        this.isShown = isShown;
        this.total = total;
        startNs = nowNs;
        shownNs = nowNs;
    }

    static ProgressLine onTerminal(long total, boolean isQuiet) {
        final boolean isShown =
                !isQuiet
                        && Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent();
        return new ProgressLine(System.err, isShown, total, System.nanoTime());
    }

    void at(long done) {
        if (isShown) {
            at(done, System.nanoTime());
        }
    }

    void at(long done, long nowNs) {
        if (isShown && nowNs - shownNs >= STEP_NS) {
            shownNs = nowNs;
            final double perSecond = done * 1e9 / (nowNs - startNs);
            out.printf(
                    Locale.ROOT,
                    "\r%,d of %,d routes, %d %%, %s/s   ",
                    done,
                    total,
                    total == 0 ? 100 : 100 * done / total,
                    Words.rate(perSecond));
            out.flush();
        }
    }

    /** Leaves the line clean. */
    void end() {
        if (isShown && shownNs != startNs) {
            out.print("\r" + " ".repeat(72) + "\r");
            out.flush();
        }
    }
}
