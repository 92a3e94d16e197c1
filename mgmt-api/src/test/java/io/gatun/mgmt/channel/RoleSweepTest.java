package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleRequests;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.message.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every request there is, asked by one who may only look. */
@Timeout(60)
class RoleSweepTest {

    /** Said here again, so that a request that is new must be thought about. */
    private static final Set<String> READ =
            Set.of(
                    "list-resources",
                    "watch",
                    "stop-watch",
                    "explain",
                    "list-routes",
                    "get-route",
                    "get-configuration",
                    "check-configuration",
                    "plan-configuration",
                    "diff-configuration",
                    "list-revisions");

    private static final Set<String> CHANGE =
            Set.of(
                    "start-trace",
                    "stop-trace",
                    "start-capture",
                    "take-captured",
                    "stop-capture",
                    "put-route",
                    "put-routes",
                    "delete-route",
                    "flush-routes",
                    "set-interface",
                    "commit-configuration",
                    "confirm-commit",
                    "roll-back",
                    "reload-configuration");

    @TempDir private Path folder;
    private final BlockingQueue<Request> reached = new LinkedBlockingQueue<>();

    private final RequestHandler handler =
            new RequestHandler() {
                private final Events events = new Events();

                @Override
                public Answer answer(Request request, Caller caller) {
                    reached.add(request);
                    return ControlThread.answer(request, caller);
                }

                @Override
                public Optional<Events> events() {
                    return Optional.of(events);
                }
            };

    private static String kind(Request request) {
        return RequestKind.of(request.getClass());
    }

    @Test
    void everyRequest_isOneThatReadsOrOneThatChanges() {
        final List<String> all = new ArrayList<>(READ);
        all.addAll(CHANGE);

        assertThat(RequestKind.all().map(RequestKind::of)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    @Spec("NLK-22")
    void whoMayOnlyLook_isRefusedEveryChangeBeforeAnybodySeesIt() throws Exception {
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, handler);
                var reader =
                        ManagementClient.connect(router.local("bob", Role.READ_ONLY, "here"))) {
            for (final Request request : ExampleRequests.all().toList()) {
                final Optional<Refusal> refusal = refusal(reader, request);
                if (READ.contains(kind(request))) {
                    assertThat(refusal.map(Refusal::code))
                            .as(kind(request))
                            .isNotEqualTo(Optional.of(RefusalCode.PERMISSION));
                } else {
                    assertThat(refusal).as(kind(request)).isPresent();
                    assertThat(refusal.get().code()).isEqualTo(RefusalCode.PERMISSION);
                    assertThat(refusal.get().value()).isEqualTo(kind(request));
                    assertThat(refusal.get().sentence()).contains("bob", "read-only", "nothing");
                }
            }
            assertThat(reached).extracting(RoleSweepTest::kind).isNotEmpty().isSubsetOf(READ);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void whoMayChange_isRefusedNothingForItsRole() throws Exception {
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, handler);
                var admin = ManagementClient.connect(router.local("alice", Role.ADMIN, "here"))) {
            for (final Request request : ExampleRequests.all().toList()) {
                assertThat(refusal(admin, request).map(Refusal::code))
                        .as(kind(request))
                        .isNotEqualTo(Optional.of(RefusalCode.PERMISSION));
            }
            assertThat(reached).extracting(RoleSweepTest::kind).containsAll(CHANGE);
            assertThat(router.faults()).isEmpty();
        }
    }

    private static Optional<Refusal> refusal(ManagementClient client, Request request)
            throws Exception {
        try {
            client.request(request, rows -> {});
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }
}
