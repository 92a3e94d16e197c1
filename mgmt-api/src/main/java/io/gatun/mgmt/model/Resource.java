package io.gatun.mgmt.model;

/** Something a router shows of itself: one row of a list. */
public sealed interface Resource
        permits RouterStatus,
                PortStatus,
                InterfaceStatus,
                AddressEntry,
                TunableEntry,
                RouteEntry,
                RouteAnswer,
                RouteTally,
                FibStatus,
                NeighborEntry,
                CounterValue,
                DropCount,
                GraphDrawing,
                TraceRecord,
                SessionStatus,
                KindEntry,
                Explanation,
                CaptureReport,
                Ledger,
                PlanRow,
                ConfigurationText,
                ConfigurationChange,
                RevisionEntry {}
