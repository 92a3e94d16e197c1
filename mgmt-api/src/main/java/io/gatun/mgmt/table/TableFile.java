package io.gatun.mgmt.table;

import io.gatun.mgmt.model.AddressFamily;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The routes of a file, one at a time: each prefix once, without host bits. The file is never held
 * whole; what stays is which prefixes were seen. For one thread.
 */
public final class TableFile implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 12;
    private static final int MRT_TYPE = 4; // its first byte is 0, as no byte of text is

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private static final Map<String, byte[]> FOREIGN =
            Map.of(
                    "bzip2", new byte[] {'B', 'Z', 'h'},
                    "xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z'},
                    "zstd", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD});

    private final String name;
    private final FileChannel channel;
    private final long bytes;
    private final RouteReader reader;
    private final Optional<AddressFamily> family;
    private final TableRoute route = new TableRoute();
    private final PrefixSet seen = new PrefixSet();
    private long ipv4;
    private long ipv6;
    private long withHostBits;
    private long duplicates;
    private long otherFamily;

    private TableFile(Path file, TableFormat format, Optional<AddressFamily> family)
            throws IOException {
        name = file.toString();
        this.family = family;
        channel = FileChannel.open(file);
        try {
            bytes = channel.size();
            reader = reader(unpacked(), format);
        } catch (IOException e) {
            channel.close();
            throw explained(e);
        }
    }

    /**
     * Reads no further than it takes to know what the file is.
     *
     * @param family the one whose routes are wanted; absent is both
     */
    public static TableFile open(Path file, TableFormat format, Optional<AddressFamily> family)
            throws IOException {
        return new TableFile(file, format, family);
    }

    private InputStream unpacked() throws IOException {
        final InputStream packed =
                new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
        final byte[] magic = peek(packed);
        for (final var foreign : FOREIGN.entrySet()) {
            if (startsWith(magic, foreign.getValue())) {
                throw TableException.ofFile(
                        name,
                        "the file is packed with "
                                + foreign.getKey()
                                + ", which is not read; unpack it, or pack it with gzip",
                        null);
            }
        }
        return startsWith(magic, GZIP)
                ? new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER)
                : packed;
    }

    private RouteReader reader(InputStream unpacked, TableFormat format) throws IOException {
        return switch (format) {
            case PREFIXES -> new PrefixListReader(unpacked, name);
            case MRT -> new MrtReader(unpacked, name);
            case AUTO -> {
                final byte[] magic = peek(unpacked);
                final boolean isMrt = magic.length > MRT_TYPE && magic[MRT_TYPE] == 0;
                yield isMrt ? new MrtReader(unpacked, name) : new PrefixListReader(unpacked, name);
            }
        };
    }

    private static byte[] peek(InputStream in) throws IOException {
        in.mark(MAGIC);
        final byte[] first = in.readNBytes(MAGIC);
        in.reset();
        return first;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /**
     * Goes to the next route; false at the end.
     *
     * @throws TableException when the file cannot be believed from here on
     */
    public boolean next() throws IOException {
        try {
            while (reader.next(route)) {
                if (isWanted()) {
                    return true;
                }
            }
            return false;
        } catch (EOFException | ZipException e) {
            throw explained(e);
        }
    }

    private boolean isWanted() {
        if (family.isPresent() && family.get().width() != route.width()) {
            otherFamily++;
            return false;
        }
        final boolean hadHostBits = route.clearHostBits();
        if (!seen.add(route)) {
            duplicates++;
            return false;
        }
        withHostBits += hadHostBits ? 1 : 0;
        if (route.width() == Integer.SIZE) {
            ipv4++;
        } else {
            ipv6++;
        }
        return true;
    }

    private IOException explained(IOException e) {
        return switch (e) {
            case EOFException _ ->
                    TableException.ofFile(name, "the gzip data ends before its end mark", e);
            case ZipException _ ->
                    TableException.ofFile(name, "the gzip data is damaged: " + e.getMessage(), e);
            default -> e;
        };
    }

    /** The route that {@link #next} went to; the next call overwrites it. */
    public TableRoute route() {
        return route;
    }

    /** The refusal of the route that {@link #next} went to, with its place in the file. */
    public TableException flaw(String sentence) {
        return reader.flaw(sentence);
    }

    /** Of the routes so far. */
    public TableCounts counts() {
        return new TableCounts(ipv4, ipv6, withHostBits, duplicates, otherFamily, reader.skipped());
    }

    /** How much of the file is read, 0 to 1. */
    public double share() throws IOException {
        return bytes == 0 ? 1 : Math.min(1, (double) channel.position() / bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
