package io.gatun.dataplane.revision;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A process that commits for ever, says before each commit what it tries and after it what was
 * acknowledged, and is killed by {@link KillTest}.
 */
final class StoreWriter {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final int LONGEST_LINE = 2_000;

    private StoreWriter() {}

    /** A line in one write, so that no half of it is ever heard. */
    private static void say(String line) throws IOException {
        OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] args) throws StoreException, IOException {
        final SplittableRandom random = new SplittableRandom(Long.parseLong(args[1]));
        final RevisionStore store = RevisionStore.open(Path.of(args[0]));
        if (store.isEdited()) {
            store.adopt(new Draft(store.current(), "child", Cause.START, OptionalInt.empty(), ""));
        }
        say("opened");
        while (true) {
            final String text =
                    "number: "
                            + random.nextLong(Long.MAX_VALUE)
                            + "\n# "
                            + "x".repeat(random.nextInt(LONGEST_LINE))
                            + "\n";
            say("tries " + RevisionFile.digest(text));
            final boolean waits = random.nextInt(5) == 0;
            final Revision made =
                    store.commit(
                            Draft.commit(text, "child", ""),
                            waits ? Optional.of(Duration.ofMinutes(5)) : Optional.empty());
            if (waits) {
                say("waits " + made.number() + " " + made.digest());
                store.confirm();
            }
            say("has " + made.number() + " " + made.digest());
            store.prune();
        }
    }
}
