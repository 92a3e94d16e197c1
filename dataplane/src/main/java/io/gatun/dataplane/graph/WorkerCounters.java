package io.gatun.dataplane.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one worker counts. The worker alone writes, with plain stores; anyone may read, and sees
 * each counter whole but not all at one moment.
 */
public final class WorkerCounters {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ROUND;

    static {
        try {
            ROUND = MethodHandles.lookup().findVarHandle(WorkerCounters.class, "round", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MIBS = Mib.values().length;

    /** The drop reasons that move each counter. */
    private static final int[][] REASONS_OF = reasonsOf();

    /** The worker's side of the drop ledger, in packets. */
    public enum Account {
        RECEIVED,
        ORIGINATED,
        TRANSMITTED,
        CONSUMED,
        /** Handed to the other side: by a worker to control, by control to a worker. */
        HANDED_OVER,
        /** Taken from the other side. */
        TAKEN_OVER
    }

    /** What is counted by port, in packets; each has its name in Linux's rtnl_link_stats64. */
    public enum AtPort {
        RX_OTHERHOST_DROPPED,
        RX_NOHANDLER,
        TX_DROPPED
    }

    private static final int AT_PORT = AtPort.values().length;

    private static final int ICMP_TYPES = 256;

    /** Tries to meet a moment between two rounds; they are less than a microsecond apart. */
    private static final int PATIENCE = 100_000;

    private final long[] mib = new long[MIBS];
    private final long[] drops = new long[DropReason.count()];
    private final long[] accounts = new long[Account.values().length];
    private final long[] icmpIn = new long[ICMP_TYPES];
    private final long[] icmpOut = new long[ICMP_TYPES];
    private final long[] icmp6In = new long[ICMP_TYPES];
    private final long[] icmp6Out = new long[ICMP_TYPES];
    private final long[] atPort;

    /** Odd while packets are on their way, even when each has come to an end. */
    @SuppressWarnings("UnusedVariable") // through ROUND
    private long round;

    /** Of a thread that neither receives nor sends by ports. */
    public WorkerCounters() {
        this(0);
    }

    public WorkerCounters(int ports) {
        this.atPort = new long[ports * AT_PORT];
    }

    private static int[][] reasonsOf() {
        return Stream.of(Mib.values())
                .map(counter ->
                        IntStream.range(0, DropReason.count())
                                .filter(i -> DropReason.at(i).counters().contains(counter))
                                .toArray())
                .toArray(int[][]::new);
    }

    /** By the owner, before it touches packets. */
    public void beginRound() {
        ROUND.setOpaque(this, (long) ROUND.get(this) + 1);
        VarHandle.storeStoreFence();
    }

    /** By the owner, when every packet of the round has ended. */
    public void endRound() {
        ROUND.setRelease(this, (long) ROUND.get(this) + 1);
    }

    public void add(Mib counter, long n) {
        mib[counter.ordinal()] += n;
    }

    public void add(Account account, long n) {
        accounts[account.ordinal()] += n;
    }

    /** Only for what is dropped: the way of packets that go on costs nothing. */
    public void add(AtPort counter, int port, long n) {
        atPort[port * AT_PORT + counter.ordinal()] += n;
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

    public void icmp6In(int type) {
        icmp6In[type]++;
    }

    public void icmp6Out(int type) {
        icmp6Out[type]++;
    }

    /** Whether packets are on their way at this moment. */
    public boolean isBusy() {
        return ((long) ROUND.getOpaque(this) & 1) != 0;
    }

    /** Batches that were taken through the graph. */
    public long rounds() {
        return (long) ROUND.getOpaque(this) >>> 1;
    }

    /** With what the drop reasons add to it. */
    public long read(Mib counter) {
        long sum = (long) CELL.getOpaque(mib, counter.ordinal());
        for (int reason : REASONS_OF[counter.ordinal()]) {
            sum += (long) CELL.getOpaque(drops, reason);
        }
        return sum;
    }

    public long read(DropReason reason) {
        return (long) CELL.getOpaque(drops, reason.ordinal());
    }

    public long read(Account account) {
        return (long) CELL.getOpaque(accounts, account.ordinal());
    }

    public long read(AtPort counter, int port) {
        return (long) CELL.getOpaque(atPort, port * AT_PORT + counter.ordinal());
    }

    public long icmpInType(int type) {
        return (long) CELL.getOpaque(icmpIn, type);
    }

    public long icmpOutType(int type) {
        return (long) CELL.getOpaque(icmpOut, type);
    }

    public long icmp6InType(int type) {
        return (long) CELL.getOpaque(icmp6In, type);
    }

    public long icmp6OutType(int type) {
        return (long) CELL.getOpaque(icmp6Out, type);
    }

    /**
     * All accounts as they stood between two rounds. Of a thread that has died within a round, or
     * never pauses, as they stand: the balance then tells.
     */
    public Balance balance() {
        return balanceWithin(PATIENCE).orElseGet(this::copy);
    }

    /** Absent when no moment between two rounds was met in so many tries. */
    public Optional<Balance> balanceWithin(int tries) {
        for (int i = 0; i < tries; i++) {
            final long before = (long) ROUND.getAcquire(this);
            final Balance balance = copy();
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && (long) ROUND.getOpaque(this) == before) {
                return Optional.of(balance);
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }

    private Balance copy() {
        return new Balance(
                read(Account.RECEIVED),
                read(Account.ORIGINATED),
                read(Account.TRANSMITTED),
                read(Account.CONSUMED),
                read(Account.HANDED_OVER),
                read(Account.TAKEN_OVER),
                dropped());
    }

    /** For any reason. */
    public long dropped() {
        long sum = 0;
        for (int i = 0; i < drops.length; i++) {
            sum += (long) CELL.getOpaque(drops, i);
        }
        return sum;
    }

    /** The accounts of one thread at one moment. */
    public record Balance(
            long received,
            long originated,
            long transmitted,
            long consumed,
            long handedOver,
            long takenOver,
            long dropped) {

        /** What came in, by any way, and has not come to an end: what the thread holds. */
        public long open() {
            return received
                    + originated
                    + takenOver
                    - transmitted
                    - consumed
                    - dropped
                    - handedOver;
        }
    }
}
