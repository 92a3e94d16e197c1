package io.gatun.mgmt.cli;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** Completes commands, options and their values. */
record ShellCompleter(CommandSpec root) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        final List<CharSequence> found = new ArrayList<>();
        AutoComplete.complete(
                root,
                line.words().toArray(String[]::new),
                line.wordIndex(),
                0,
                line.cursor(),
                found);
        found.stream().map(CharSequence::toString).map(Candidate::new).forEach(candidates::add);
    }
}
