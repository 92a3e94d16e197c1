package io.gatun.mgmt.table;

/**
 * What a file of routes had in it.
 *
 * @param ipv4 routes
 * @param ipv6 routes
 * @param withHostBits routes of these whose prefix had bits set after its length
 * @param duplicates further routes for a prefix that had one; the first one counts
 * @param otherFamily routes left out because the other family was asked for
 * @param skipped records that hold no unicast route
 */
public record TableCounts(
        long ipv4, long ipv6, long withHostBits, long duplicates, long otherFamily, long skipped) {

    public long routes() {
        return ipv4 + ipv6;
    }
}
