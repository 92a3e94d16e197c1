package io.gatun.mgmt.cli;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The terminal's second page, redrawn in place; the first comes back on close. */
final class LiveScreen implements AutoCloseable {

    private static final long LOOK_MS = 50;

    private final Terminal terminal;
    private final Attributes before;
    private volatile boolean interrupted; // signal thread writes

    private LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        terminal.handle(Signal.INT, signal -> interrupted = true);
        before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
    }

    static LiveScreen open() throws IOException {
        return new LiveScreen(TerminalBuilder.builder().system(true).build());
    }

    /** As much of the lines as fits; all of them where the terminal does not tell its size. */
    void draw(List<String> lines) {
        final Size size = terminal.getSize();
        final int rows = size.getRows() > 0 ? size.getRows() - 1 : lines.size();
        terminal.puts(Capability.cursor_home);
        for (final String line : lines.subList(0, Math.min(rows, lines.size()))) {
            terminal.writer().print(cut(line, size.getColumns()));
            terminal.puts(Capability.clr_eol);
            terminal.writer().print("\r\n");
        }
        terminal.puts(Capability.clr_eos);
        terminal.flush();
    }

    private String cut(String line, int columns) {
        final AttributedString styled = AttributedString.fromAnsi(line);
        return columns > 0 && styled.columnLength() > columns
                ? styled.columnSubSequence(0, columns).toAnsi(terminal)
                : line;
    }

    /** Waits, and returns early with true when q, Ctrl-C or the end of input comes. */
    boolean waitForLeave(long millis) throws IOException {
        final long deadlineNs = System.nanoTime() + millis * 1_000_000;
        while (!interrupted && System.nanoTime() - deadlineNs < 0) {
            final int key = terminal.reader().read(LOOK_MS);
            if (key == 'q' || key == 'Q' || key == NonBlockingReader.EOF) {
                return true;
            }
        }
        return interrupted;
    }

    @Override
    public void close() throws IOException {
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.setAttributes(before);
        terminal.close();
    }
}
