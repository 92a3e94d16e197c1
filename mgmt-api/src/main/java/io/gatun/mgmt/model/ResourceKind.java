package io.gatun.mgmt.model;

/** The kinds of resources that can be listed; each has one record as its row. */
public enum ResourceKind {
    ROUTER(RouterStatus.class),
    PORT(PortStatus.class),
    INTERFACE(InterfaceStatus.class),
    ADDRESS(AddressEntry.class),
    TUNABLE(TunableEntry.class),
    ROUTE(RouteEntry.class),
    ROUTE_ANSWER(RouteAnswer.class),
    ROUTE_TALLY(RouteTally.class),
    FIB(FibStatus.class),
    NEIGHBOR(NeighborEntry.class),
    COUNTER(CounterValue.class),
    DROP(DropCount.class),
    GRAPH(GraphDrawing.class),
    TRACE(TraceRecord.class),
    SESSION(SessionStatus.class),
    KIND(KindEntry.class),
    EXPLANATION(Explanation.class),
    CAPTURE(CaptureReport.class),
    LEDGER(Ledger.class),
    PLAN(PlanRow.class),
    CONFIGURATION(ConfigurationText.class),
    CONFIGURATION_CHANGE(ConfigurationChange.class),
    REVISION(RevisionEntry.class);

    private final Class<? extends Resource> row;

    ResourceKind(Class<? extends Resource> row) {
        this.row = row;
    }

    public Class<? extends Resource> row() {
        return row;
    }

    /** Whether it can be listed; rows of other kinds only answer requests of their own. */
    public boolean isListed() {
        return switch (this) {
            case ROUTE_ANSWER, ROUTE_TALLY, EXPLANATION, CAPTURE, PLAN, CONFIGURATION_CHANGE ->
                    false;
            default -> true;
        };
    }
}
