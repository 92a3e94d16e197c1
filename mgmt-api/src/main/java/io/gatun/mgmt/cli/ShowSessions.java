package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.SessionStatus;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show sessions}. */
@Command(
        name = "sessions",
        description = "Clients of the router: who, in which role, what they watch and miss.",
        mixinStandardHelpOptions = true)
final class ShowSessions implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.SESSION, which, SessionStatus.class, ShowSessions::table);
    }

    static Table table(List<SessionStatus> sessions) {
        final Table table =
                new Table(
                        "id",
                        "peer",
                        "role",
                        "from",
                        "watches",
                        "requests",
                        "queued",
                        "lost",
                        "idle");
        for (final SessionStatus session : sessions) {
            table.row(
                    session.id(),
                    session.peer(),
                    session.role(),
                    session.from(),
                    session.groups().isEmpty() ? "-" : String.join(" ", session.groups()),
                    session.requests(),
                    session.queuedEvents(),
                    session.lostEvents(),
                    Words.seconds(session.idleMs()));
        }
        return table;
    }
}
