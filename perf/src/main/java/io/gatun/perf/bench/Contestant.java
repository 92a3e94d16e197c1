package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.MacAddress;
import java.io.IOException;
import java.util.Optional;

/** A packet mover that runs as a process of its own on DPDK devices. */
interface Contestant {

    /** Packet buffers beside those the replayed file holds. */
    int BUFFERS = 16_384;

    /** Its name in the report. */
    String name();

    /** What it leaves out that a router does, for the reader of its figures; empty when nothing. */
    String leavesOut();

    /** Makes ready what takes long and is needed once. */
    void prepare() throws BenchFailure;

    /** Writes its configuration and says how it is started. */
    ProcessBuilder process(Wiring wiring) throws IOException;

    /** What it has to do to every frame, given the MAC that DPDK reports for its out port. */
    Rewrite rewrite(MacAddress outPort);

    /** What its process says became of all packets; empty when it keeps no such account. */
    default Optional<Ledger> ledger(Wiring wiring) throws BenchFailure {
        return Optional.empty();
    }
}
