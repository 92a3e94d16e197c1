package io.gatun.dpdk.ffm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Offsets, sizes and constants of one DPDK release on x86-64, read from {@code layout-22.11.txt}
 * and its sisters. The layout proof compares every line of the installed release with its headers.
 */
public final class DpdkLayout {

    private final String release;
    private final Map<String, Long> values;

    private DpdkLayout(String release, Map<String, Long> values) {
        this.release = release;
        this.values = values;
    }

    /** The layout of a known release, for example {@code 22.11}. */
    public static DpdkLayout of(String release) {
        var values = new LinkedHashMap<String, Long>();
        try (InputStream in =
                DpdkLayout.class.getResourceAsStream("layout-%s.txt".formatted(release))) {
            if (in == null) {
                throw new NativeAccessException("no layout of DPDK %s".formatted(release));
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .forEach(words -> values.put(words[0], Long.parseUnsignedLong(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DpdkLayout(release, values);
    }

    /** Offset of {@code struct.field} in bytes. */
    public int offset(String field) {
        return Math.toIntExact(value(field));
    }

    /** Size of a struct in bytes. */
    public int size(String struct) {
        return Math.toIntExact(value(struct));
    }

    /** Index of a one-bit field, counted from the lowest bit of the struct's first byte. */
    public int bit(String field) {
        return Math.toIntExact(value(field + ":bit"));
    }

    /** Value of a constant of the headers. */
    public long constant(String name) {
        return value(name);
    }

    public String release() {
        return release;
    }

    Set<String> names() {
        return values.keySet();
    }

    private long value(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new NativeAccessException(
                    "the layout of DPDK %s has no %s".formatted(release, name));
        }
        return value;
    }
}
