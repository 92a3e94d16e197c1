package io.gatun.dataplane.demo;

import java.io.PrintStream;
import java.util.Locale;

/** What the demo prints: a line per step, with a tick or a cross and what was measured. */
final class Report {

    private final PrintStream out;
    private final String tick;
    private final String cross;
    private int failures;
    private volatile Thread speaker;

    Report(PrintStream out) {
        this.out = out;
        final boolean drawsMarks = out.charset().newEncoder().canEncode("✓✗");
        this.tick = drawsMarks ? "✓" : "ok    ";
        this.cross = drawsMarks ? "✗" : "FAILED";
    }

    void line(String text) {
        if (isHeard()) {
            out.println(text);
        }
    }

    /** From here on only the calling thread is heard; what others still do is of no interest. */
    void takeOver() {
        speaker = Thread.currentThread();
    }

    /** Runs one proof and prints its line; false when it failed. */
    boolean step(String name, Proof proof) {
        try {
            line(String.format(Locale.ROOT, "  %s %-32s %s", tick, name, proof.prove()));
            return true;
        } catch (NotProven e) {
            failed(name, e.expected(), e.seen());
        } catch (DemoException e) {
            failed(name, "it to be carried out", e.getMessage());
        }
        return false;
    }

    boolean isClean() {
        return failures == 0;
    }

    private boolean isHeard() {
        return speaker == null || speaker.equals(Thread.currentThread());
    }

    private void failed(String name, String expected, String seen) {
        if (!isHeard()) {
            return;
        }
        failures++;
        out.printf(Locale.ROOT, "  %s %s%n", cross, name);
        out.printf(Locale.ROOT, "      expected: %s%n", expected);
        out.printf(Locale.ROOT, "      seen:     %s%n", seen.replace("\n", "\n                "));
        out.printf(Locale.ROOT, "      log:      %s%n", DemoFiles.log());
    }
}
