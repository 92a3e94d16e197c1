package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Balance;
import io.gatun.mgmt.model.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds up what all threads counted and proves that no packet is missing: what came in, and what the
 * router made, has been sent, consumed, dropped for a reason, or is still held. Read on control's
 * thread, between its rounds.
 */
final class LedgerKeeper {

    private final List<WorkerCounters> workers;
    private final WorkerCounters control;
    private final HoldQueues held;

    LedgerKeeper(List<WorkerCounters> workers, WorkerCounters control, HoldQueues held) {
        this.workers = workers;
        this.control = control;
        this.held = held;
    }

    Ledger read() {
        return read(workers.stream().map(WorkerCounters::balance).toList());
    }

    /** Absent when a worker was not met between two rounds in so many tries. */
    Optional<Ledger> readWithin(int tries) {
        final List<Balance> balances =
                workers.stream().flatMap(worker -> worker.balanceWithin(tries).stream()).toList();
        return balances.size() == workers.size() ? Optional.of(read(balances)) : Optional.empty();
    }

    private Ledger read(List<Balance> balances) {
        final Balance own = control.balance();
        long received = 0;
        long originated = own.originated();
        long transmitted = 0;
        long consumed = own.consumed();
        long dropped = own.dropped();
        long waiting = held.waiting() + own.handedOver() - own.takenOver();
        boolean balanced = own.open() == held.waiting();
        for (Balance balance : balances) {
            received += balance.received();
            originated += balance.originated();
            transmitted += balance.transmitted();
            consumed += balance.consumed();
            dropped += balance.dropped();
            waiting += balance.handedOver() - balance.takenOver();
            balanced &= balance.open() == 0;
        }
        balanced &= received + originated == transmitted + consumed + dropped + waiting;
        return new Ledger(received, originated, transmitted, consumed, dropped, waiting, balanced);
    }

    private Stream<WorkerCounters> all() {
        return Stream.concat(workers.stream(), Stream.of(control));
    }

    long read(Mib counter) {
        return all().mapToLong(counters -> counters.read(counter)).sum();
    }

    long read(DropReason reason) {
        return all().mapToLong(counters -> counters.read(reason)).sum();
    }

    long icmpInType(int type) {
        return all().mapToLong(counters -> counters.icmpInType(type)).sum();
    }

    long icmpOutType(int type) {
        return all().mapToLong(counters -> counters.icmpOutType(type)).sum();
    }

    long icmp6InType(int type) {
        return all().mapToLong(counters -> counters.icmp6InType(type)).sum();
    }

    long icmp6OutType(int type) {
        return all().mapToLong(counters -> counters.icmp6OutType(type)).sum();
    }
}
