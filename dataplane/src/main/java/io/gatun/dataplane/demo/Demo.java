package io.gatun.dataplane.demo;

import io.gatun.dataplane.table.Family;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of the demo. {@link #cleanUp} may come from a shutdown hook while the proofs run; it does
 * its work once.
 */
final class Demo {

    private final DeviceKind kind;
    private final int megabytes;
    private final Report report;
    private final AtomicBoolean cleaned = new AtomicBoolean();

    private DemoRouter router;

    Demo(DeviceKind kind, int megabytes, Report report) {
        this.kind = kind;
        this.megabytes = megabytes;
        this.report = report;
    }

    /** Sets up and proves; true when every step held. */
    boolean run() {
        DemoFiles.write(DemoFiles.configuration(), DemoConfiguration.of(kind));
        report.line(
                "west %s --- %s gatun %s --- %s east, on %s"
                        .formatted(
                                Host.WEST.ipv4().address(),
                                Host.WEST.ipv4().router(),
                                Host.EAST.ipv4().router(),
                                Host.EAST.ipv4().address(),
                                kind.driver()));
        report.line(
                "     %s --- %s       %s --- %s"
                        .formatted(
                                Host.WEST.ipv6().address(),
                                Host.WEST.ipv6().router(),
                                Host.EAST.ipv6().router(),
                                Host.EAST.ipv6().address()));
        report.line("configuration: " + DemoFiles.configuration());
        if (!report.step("two hosts", this::setUp) || !report.step("router", this::start)) {
            return false;
        }
        for (Family family : Family.values()) {
            prove(
                    new Direction(Host.WEST, Host.EAST, family),
                    new Direction(Host.EAST, Host.WEST, family));
        }
        report.step("counters and ledger", () -> RouterView.print(report));
        return report.isClean();
    }

    private String setUp() {
        Topology.create(kind);
        return "network namespaces %s and %s"
                .formatted(Host.WEST.namespace(), Host.EAST.namespace());
    }

    private String start() throws NotProven {
        router = DemoRouter.start();
        final var took = router.awaitReady();
        if (kind.makesLink()) {
            Topology.bridgeRouterEnds();
        }
        return "ready after %.1f s, pid %d".formatted(took.toMillis() / 1e3, router.pid());
    }

    private void prove(Direction there, Direction back) {
        report.step(there.named("ping from west to east"), () -> Reach.pingWithoutLoss(there));
        report.step(back.named("ping from east to west"), () -> Reach.pingWithoutLoss(back));
        report.step(there.named("traceroute from west"), () -> Reach.routerIsAHop(there));
        report.step(back.named("traceroute from east"), () -> Reach.routerIsAHop(back));
        switch (there.family()) {
            case IPV4 -> {
                report.step(there.named("TTL of one"), () -> Reach.ttlOfOneEndsAtTheRouter(there));
                // in this order: once west knows the path MTU, it would cut the packets itself
                report.step(
                        there.named("too large, without DF"),
                        () -> PathMtu.tooLargeWithoutDfArrivesInFragments(there));
                report.step(
                        there.named("too large, with DF"), () -> PathMtu.tooLargeIsAnswered(there));
            }
            case IPV6 -> {
                report.step(
                        there.named("hop limit of one"),
                        () -> Reach.ttlOfOneEndsAtTheRouter(there));
                report.step(there.named("too large"), () -> PathMtu.tooLargeIsAnswered(there));
            }
        }
        report.step(
                there.named("TCP from west to east"),
                () -> Transfer.arrivesIntact(there, megabytes));
        report.step(
                there.named("a host that is not there"),
                () -> Reach.unreachableHostIsToldOf(there));
    }

    /** Ends the router, then removes hosts and links; the log stays when a step failed. */
    void cleanUp() {
        if (!cleaned.compareAndSet(false, true)) {
            return;
        }
        report.takeOver();
        if (router != null) {
            report.step("router ends on SIGTERM", this::stop);
        }
        report.step("cleaned up", Demo::removeAll);
        if (report.isClean()) {
            DemoFiles.deleteAll();
        }
    }

    /** What {@code --clean} does: removes what an earlier demo left, its router first. */
    static String removeEarlier() throws NotProven {
        DemoRouter.ofEarlierDemo().ifPresent(DemoRouter::stop);
        final String result = removeAll();
        DemoFiles.deleteAll();
        return result;
    }

    private String stop() throws NotProven {
        final boolean wasAlive = router.isAlive();
        if (!wasAlive) {
            throw new NotProven("a router that runs", "it had ended before");
        }
        if (!router.stop()) {
            throw new NotProven("an end within 15 s", "it had to be killed");
        }
        return "ports stopped";
    }

    private static String removeAll() throws NotProven {
        Topology.remove();
        DemoFiles.deletePid();
        return Leftovers.none();
    }
}
