package io.gatun.mgmt.table;

/** How a file holds its routes. */
public enum TableFormat {
    /** Whichever of the others the first bytes look like. */
    AUTO,
    /** A prefix in each line, with or without the address of its next hop. */
    PREFIXES,
    /** TABLE_DUMP and TABLE_DUMP_V2 records (RFC 6396). */
    MRT
}
