package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Ipv6Header;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Where addresses, MTU and switches sit, and which interface a frame belongs to by port and VLAN.
 * Immutable; columns by interface index.
 */
public final class Interfaces {

    public static final int NONE = -1;

    private static final int VLANS = 1 << 12;

    /**
     * One interface as nodes see it; {@code vlan} 0 is untagged, {@code reversePath} is 0, 1, 2.
     */
    public record Row(
            String name,
            int port,
            int vlan,
            int mtu,
            boolean forwarding,
            int reversePath,
            boolean acceptLocal,
            boolean routeLocalnet,
            boolean dropUnicastInL2Multicast,
            boolean forwardLinkLocal,
            boolean bcForwarding,
            boolean arp,
            int primaryAddress,
            AddressSet addresses,
            Interface6 ipv6) {

        /**
         * Stands where an interface was: packets that came in by it may still be on the way, no
         * frame belongs to it.
         */
        public static final Row GONE =
                new Row(
                        "",
                        NONE,
                        0,
                        0,
                        false,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        0,
                        AddressSet.of(),
                        Interface6.NONE);

        public boolean isGone() {
            return port == NONE;
        }

        public boolean hasIpv4() {
            return primaryAddress != 0;
        }
    }

    private final Row[] rows;
    private final int[] order;
    private final long[] portMac;
    private final int[] untagged;
    private final int[][] tagged;
    private final AddressSet own;
    private final Broadcasts broadcast;
    private final AddressSet6 own6;
    private final boolean plain;
    private final boolean plain6;
    private final long globalHigh;
    private final long globalLow;

    /**
     * A table of all interfaces.
     *
     * @param rows by index; {@link Row#GONE} where there is none
     * @param order the indexes of those there are, the first in the configuration first
     * @param portMac by port
     * @param own addresses of all of them
     * @param broadcast addresses of all attached subnets
     */
    public Interfaces(
            List<Row> rows, int[] order, long[] portMac, AddressSet own, Broadcasts broadcast) {
        this.rows = rows.toArray(Row[]::new);
        this.order = order.clone();
        this.portMac = portMac.clone();
        this.untagged = new int[portMac.length];
        this.tagged = new int[portMac.length][];
        Arrays.fill(untagged, NONE);
        final List<Row> there = IntStream.of(order).mapToObj(rows::get).toList();
        for (int index : order) {
            place(rows.get(index), index);
        }
        this.own = own;
        this.broadcast = broadcast;
        final long[] global6 =
                there.stream()
                        .map(row -> row.ipv6().addresses().globalHalves())
                        .flatMapToLong(LongStream::of)
                        .toArray();
        this.own6 = AddressSet6.of(global6);
        this.globalHigh = global6.length == 0 ? 0 : global6[0];
        this.globalLow = global6.length == 0 ? 0 : global6[1];
        this.plain = there.stream().allMatch(row -> row.hasIpv4() && row.forwarding());
        this.plain6 = there.stream().allMatch(row -> row.ipv6().routes());
    }

    private void place(Row row, int index) {
        if (row.vlan() == 0) {
            untagged[row.port()] = index;
            return;
        }
        if (tagged[row.port()] == null) {
            tagged[row.port()] = new int[VLANS];
            Arrays.fill(tagged[row.port()], NONE);
        }
        tagged[row.port()][row.vlan()] = index;
    }

    /** The same interfaces, but frames belong only to those that pass the test. */
    public Interfaces only(IntPredicate up) {
        final Interfaces only = new Interfaces(List.of(rows), order, portMac, own, broadcast);
        for (int index : order) {
            if (!up.test(index)) {
                only.displace(rows[index]);
            }
        }
        return only;
    }

    private void displace(Row row) {
        if (row.vlan() == 0) {
            untagged[row.port()] = NONE;
        } else {
            tagged[row.port()][row.vlan()] = NONE;
        }
    }

    public static Interfaces empty() {
        return new Interfaces(
                List.of(), new int[0], new long[0], AddressSet.of(), Broadcasts.of(Map.of()));
    }

    public Row at(int index) {
        return rows[index];
    }

    /** The interface of untagged frames of a port, or {@link #NONE}. */
    public int untagged(int port) {
        return untagged[port];
    }

    /** The interface of a tag on a port, or {@link #NONE}. */
    public int tagged(int port, int vlan) {
        return tagged[port] == null ? NONE : tagged[port][vlan];
    }

    public long portMac(int port) {
        return portMac[port];
    }

    /** The router's own addresses, of all interfaces (weak host model). */
    public AddressSet own() {
        return own;
    }

    /** The router's own IPv6 addresses but the link-local ones, of all interfaces. */
    public AddressSet6 own6() {
        return own6;
    }

    /** The broadcast addresses of all attached subnets. */
    public Broadcasts broadcast() {
        return broadcast;
    }

    /** Every interface has IPv4 and forwards: nodes need not look. */
    public boolean isPlain() {
        return plain;
    }

    /** Every interface has IPv6 and forwards it: nodes need not look. */
    public boolean isPlain6() {
        return plain6;
    }

    /**
     * Upper half of the address that packets of the router to global destinations take by an
     * interface: its own global one, else that of the first interface that has one (RFC 6724 §5
     * rule 2, RFC 4007 §9); its link-local one where no interface has any.
     */
    public long globalSourceHigh(int index) {
        return sourcesElsewhere(index) ? globalHigh : rows[index].ipv6().sourceHigh();
    }

    public long globalSourceLow(int index) {
        return sourcesElsewhere(index) ? globalLow : rows[index].ipv6().sourceLow();
    }

    private boolean sourcesElsewhere(int index) {
        final Interface6 ipv6 = rows[index].ipv6();
        return (!ipv6.enabled() || Ipv6Header.isLinkLocal(ipv6.sourceHigh())) && !own6.isEmpty();
    }
}
