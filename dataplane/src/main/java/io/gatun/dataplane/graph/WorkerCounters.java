package io.gatun.dataplane.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one worker counts. The worker alone writes, with plain stores; anyone may read, and sees
 * each counter whole but not all at one moment.
 */
public final class WorkerCounters {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MIBS = Mib.values().length;

    /** The worker's side of the drop ledger, in packets. */
    public enum Account {
        RECEIVED,
        ORIGINATED,
        TRANSMITTED,
        CONSUMED,
        /** Handed to control. */
        PUNTED,
        /** Taken over from control. */
        INJECTED
    }

    private static final int ICMP_TYPES = 256;

    private final long[] mib = new long[MIBS];
    private final long[] drops = new long[DropReason.count()];
    private final long[] accounts = new long[Account.values().length];
    private final long[] icmpIn = new long[ICMP_TYPES];
    private final long[] icmpOut = new long[ICMP_TYPES];

    public void add(Mib counter, long n) {
        mib[counter.ordinal()] += n;
    }

    public void add(Account account, long n) {
        accounts[account.ordinal()] += n;
    }

    public void drop(DropReason reason) {
        drops[reason.ordinal()]++;
    }

    public void drop(DropReason reason, long n) {
        drops[reason.ordinal()] += n;
    }

    public void icmpIn(int type) {
        icmpIn[type]++;
    }

    public void icmpOut(int type) {
        icmpOut[type]++;
    }

    /** With what the drop reasons add to it. */
    public long read(Mib counter) {
        long sum = (long) CELL.getOpaque(mib, counter.ordinal());
        for (int i = 0; i < drops.length; i++) {
            if (DropReason.at(i).counters().contains(counter)) {
                sum += read(DropReason.at(i));
            }
        }
        return sum;
    }

    public long read(DropReason reason) {
        return (long) CELL.getOpaque(drops, reason.ordinal());
    }

    public long read(Account account) {
        return (long) CELL.getOpaque(accounts, account.ordinal());
    }

    public long icmpInType(int type) {
        return (long) CELL.getOpaque(icmpIn, type);
    }

    public long icmpOutType(int type) {
        return (long) CELL.getOpaque(icmpOut, type);
    }

    public long dropped() {
        long sum = 0;
        for (int i = 0; i < drops.length; i++) {
            sum += (long) CELL.getOpaque(drops, i);
        }
        return sum;
    }
}
