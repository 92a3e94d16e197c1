package io.gatun.mgmt.channel;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.ResourceKind;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A router that has only its management: a server, and the thread that polls it. */
public final class ControlThread implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManagementServer server;
    private final RequestHandler handler;
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    public ControlThread(Path folder, String router) throws Exception {
        this(folder, router, Limits.DEFAULT, ControlThread::answer);
    }

    public ControlThread(Path folder, String router, Limits limits, RequestHandler handler)
            throws Exception {
        this(folder, router, limits, handler, Optional.empty());
    }

    ControlThread(
            Path folder,
            String router,
            Limits limits,
            RequestHandler handler,
            Optional<RemoteEnd> remote)
            throws Exception {
        server = ManagementServer.open(folder, router, limits, faults::add, remote);
        this.handler = handler;
        thread = Thread.ofPlatform().name("control").start(this::run);
    }

    private void run() {
        while (running) {
            if (server.poll(handler) == 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** Answers as a router would that holds the example resources and traces no packet. */
    public static Answer answer(Request request, Caller caller) {
        return switch (request) {
            case Request.ListResources(var kind, _) -> Answer.rows(kind, ExampleResources.of(kind));
            case Request.StartTrace trace
                    when trace.port().filter(port -> !port.equals("west")).isPresent() ->
                    Answer.refused(
                            RefusalCode.NOT_FOUND,
                            "there is no port " + trace.port().get() + "; known are west, east");
            case Request.OfConfiguration.GetConfiguration _ -> rows(ResourceKind.CONFIGURATION);
            case Request.OfConfiguration.PlanConfiguration _ -> rows(ResourceKind.PLAN);
            case Request.OfConfiguration.DiffConfiguration _ ->
                    rows(ResourceKind.CONFIGURATION_CHANGE);
            case Request.OfConfiguration.ListRevisions _,
                    Request.OfConfiguration.CommitConfiguration _,
                    Request.OfConfiguration.RollBack _,
                    Request.OfConfiguration.ReloadConfiguration _ ->
                    rows(ResourceKind.REVISION);
            case Request.ListRoutes _ -> rows(ResourceKind.ROUTE);
            case Request.GetRoute _ -> rows(ResourceKind.ROUTE_ANSWER);
            case Request.Explain _ -> rows(ResourceKind.EXPLANATION);
            case Request.TakeCaptured _ -> rows(ResourceKind.CAPTURE);
            case Request.PutRoutes _, Request.FlushRoutes _ -> rows(ResourceKind.ROUTE_TALLY);
            case Request.StartTrace _,
                    Request.StartCapture _,
                    Request.StopCapture _,
                    Request.StopTrace _,
                    Request.PutRoute _,
                    Request.DeleteRoute _,
                    Request.SetInterface _,
                    Request.OfConfiguration.CheckConfiguration _,
                    Request.OfConfiguration.ConfirmCommit _ ->
                    Answer.done();
            case Request.Watch _, Request.StopWatch _ ->
                    throw new IllegalArgumentException("the channel itself answers this");
        };
    }

    private static Answer rows(ResourceKind kind) {
        return Answer.rows(kind, ExampleResources.of(kind));
    }

    /** Where it takes clients of other machines. */
    InetSocketAddress remote() {
        return server.remote().orElseThrow();
    }

    /** Returns when no list waits for its session any more. */
    void awaitNoOpenLists() {
        while (server.openLists() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Where others in this process open sessions. */
    public RouterAddress local(String name, Role role, String from) {
        return server.local(name, role, from);
    }

    /** What went wrong while requests were answered. */
    public List<Throwable> faults() {
        return faults;
    }

    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(PATIENCE)) {
                throw new AssertionError(
                        "control does not come round: " + List.of(thread.getStackTrace()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
