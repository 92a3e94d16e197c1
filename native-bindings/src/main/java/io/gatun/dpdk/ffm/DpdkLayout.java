package io.gatun.dpdk.ffm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offsets, sizes and constants of one DPDK release on x86-64, read from {@code layout-22.11.txt}
 * and its sisters. The layout proof compares every line of the installed release with its headers.
 */
public final class DpdkLayout {

    private final String release;
    private final Map<String, Entry> entries;

    private DpdkLayout(String release, Map<String, Entry> entries) {
        this.release = release;
        this.entries = entries;
    }

    /**
     * One line: a field's offset and width, a struct's size, a bit's index or a constant's value.
     *
     * @param width bytes of a field, 0 for anything else
     */
    record Entry(String name, long value, int width) {

        static Entry parse(String line) {
            String[] words = line.split(" ", -1);
            return new Entry(
                    words[0],
                    Long.parseUnsignedLong(words[1]),
                    words.length == 3 ? Integer.parseInt(words[2]) : 0);
        }

        @Override
        public String toString() {
            String line = name + " " + Long.toUnsignedString(value);
            return width == 0 ? line : line + " " + width;
        }
    }

    /** The layout of a known release, for example {@code 22.11}. */
    public static DpdkLayout of(String release) {
        try (InputStream in =
                DpdkLayout.class.getResourceAsStream("layout-%s.txt".formatted(release))) {
            if (in == null) {
                throw new NativeAccessException("no layout of DPDK %s".formatted(release));
            }
            var entries = new LinkedHashMap<String, Entry>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Entry::parse)
                    .forEach(entry -> entries.put(entry.name(), entry));
            return new DpdkLayout(release, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The layout of the DPDK that is loaded. */
    public static DpdkLayout ofLoaded() {
        return of(DpdkLibraries.open().version().release());
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

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    private long value(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new NativeAccessException(
                    "the layout of DPDK %s has no %s".formatted(release, name));
        }
        return entry.value();
    }
}
