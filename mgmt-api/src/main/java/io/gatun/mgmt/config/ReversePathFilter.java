package io.gatun.mgmt.config;

/** Source validation by reverse path (RFC 3704 §2.2, §2.4); the file writes 0, 1 or 2. */
public enum ReversePathFilter {
    OFF,
    STRICT,
    LOOSE
}
