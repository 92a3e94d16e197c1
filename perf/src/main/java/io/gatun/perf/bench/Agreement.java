package io.gatun.perf.bench;

import io.gatun.dataplane.wire.Bytes;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * Whether all sides name the same next hop for every address, and the first one the right one: a
 * sample is compared with a look at every prefix. Faster but wrong is not faster.
 */
final class Agreement {

    private static final int SAMPLE = 64;

    private final RouteTable table;
    private final List<LookupSide> sides;
    private final long[] results;

    Agreement(RouteTable table, List<LookupSide> sides, Arena arena) {
        this.table = table;
        this.sides = sides;
        this.results =
                sides.stream()
                        .mapToLong(side ->
                                arena.allocate((long) AddressColumn.BATCH * Long.BYTES, 64)
                                        .address())
                        .toArray();
    }

    void check(AddressColumn addresses) throws BenchFailure {
        sides.forEach(LookupSide::startReading);
        for (int i = 0; i < addresses.count(); i += AddressColumn.BATCH) {
            for (int s = 0; s < sides.size(); s++) {
                sides.get(s).lookup(addresses.at(i), results[s], AddressColumn.BATCH);
            }
            compare(addresses, i);
        }
        sides.forEach(LookupSide::stopReading);
    }

    private void compare(AddressColumn addresses, int first) throws BenchFailure {
        for (int j = 0; j < AddressColumn.BATCH; j++) {
            final int expected = nextHop(0, j);
            for (int s = 1; s < sides.size(); s++) {
                if (nextHop(s, j) != expected) {
                    throw new BenchFailure(sentence(addresses, first + j, j));
                }
            }
        }
        final int step = Math.max(AddressColumn.BATCH, addresses.count() / SAMPLE);
        if (first % step == 0 && nextHop(0, 0) != byScan(addresses, first)) {
            throw new BenchFailure(sentence(addresses, first, 0));
        }
    }

    private int nextHop(int side, int j) {
        final LookupSide of = sides.get(side);
        final long at = results[side] + (long) j * of.resultBytes();
        return of.nextHop(of.resultBytes() == Long.BYTES ? Bytes.raw64(at) : Bytes.raw32(at));
    }

    private int byScan(AddressColumn addresses, int i) {
        final int longest = table.longest(addresses.high(i), addresses.low(i));
        return longest < 0 ? LookupSide.NOTHING : table.nextHop(longest);
    }

    private String sentence(AddressColumn addresses, int i, int j) {
        final long high = addresses.high(i);
        final long low = addresses.low(i);
        final int longest = table.longest(high, low);
        final StringBuilder out =
                new StringBuilder("the tables disagree, so there is nothing to report: ")
                        .append(address(high, low))
                        .append(" leads to ");
        for (int s = 0; s < sides.size(); s++) {
            out.append(words(nextHop(s, j))).append(" in ").append(sides.get(s).name());
            out.append(s + 1 < sides.size() ? ", " : "; ");
        }
        if (longest < 0) {
            return out.append("no prefix covers it").toString();
        }
        return out.append("its longest prefix is ")
                .append(address(table.high(longest), table.low(longest)))
                .append('/')
                .append(table.length(longest))
                .append(" with ")
                .append(words(table.nextHop(longest)))
                .toString();
    }

    private static String words(int nextHop) {
        return nextHop == LookupSide.NOTHING ? "nothing" : "next hop " + nextHop;
    }

    private String address(long high, long low) {
        return table.family() == 4
                ? new Ipv4Address((int) (high >>> Integer.SIZE)).toString()
                : new Ipv6Address(high, low).toString();
    }
}
