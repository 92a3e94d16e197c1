package io.gatun.dataplane.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The numbers HotSpot keeps in memory of its own and maps to a file, as jstat(1) reads them: no
 * bean tells of safepoints. Layout of OpenJDK's perfMemory.hpp, version 2.0.
 */
final class HotspotCounters {

    private static final int MAGIC = 0xCAFEC0C0; // big-endian whatever the machine
    private static final byte LITTLE_ENDIAN = 1;
    private static final int BYTE_ORDER_AT = 4;
    private static final int MAJOR_AT = 5;
    private static final int MAJOR = 2;
    private static final int ENTRY_OFFSET_AT = 24;
    private static final int ENTRIES_AT = 28;
    private static final int NAME_OFFSET_AT = 4;
    private static final int TYPE_AT = 12;
    private static final int DATA_OFFSET_AT = 16;
    private static final byte LONG = 'J';

    private final ByteBuffer memory;
    private final Map<String, Integer> places = new HashMap<>();

    private HotspotCounters(ByteBuffer memory) {
        this.memory = memory;
        int entry = memory.getInt(ENTRY_OFFSET_AT);
        for (int left = memory.getInt(ENTRIES_AT); left > 0; left--) {
            if (memory.get(entry + TYPE_AT) == LONG) {
                places.put(
                        name(entry + memory.getInt(entry + NAME_OFFSET_AT)),
                        entry + memory.getInt(entry + DATA_OFFSET_AT));
            }
            entry += memory.getInt(entry);
        }
    }

    /** Absent where the JVM keeps none: another make, or -XX:-UsePerfData. */
    static Optional<HotspotCounters> ofThisProcess() {
        final Path file =
                Path.of(
                        "/tmp", // whatever java.io.tmpdir says
                        "hsperfdata_" + System.getProperty("user.name"),
                        Long.toString(ProcessHandle.current().pid()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer memory = channel.map(MapMode.READ_ONLY, 0, channel.size());
            if (memory.getInt(0) != MAGIC || memory.get(MAJOR_AT) != MAJOR) {
                return Optional.empty();
            }
            memory.order(
                    memory.get(BYTE_ORDER_AT) == LITTLE_ENDIAN
                            ? ByteOrder.LITTLE_ENDIAN
                            : ByteOrder.BIG_ENDIAN);
            return Optional.of(new HotspotCounters(memory));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private String name(int at) {
        int end = at;
        while (memory.get(end) != 0) {
            end++;
        }
        final byte[] bytes = new byte[end - at];
        memory.get(at, bytes);
        return new String(bytes, US_ASCII);
    }

    /** 0 where there is no such number. */
    long value(String name) {
        final Integer place = places.get(name);
        return place == null ? 0 : memory.getLong(place);
    }

    /** Of a number in ticks of HotSpot's clock. */
    long nanoseconds(String name) {
        final long frequency = value("sun.os.hrt.frequency");
        return frequency == 0
                ? 0
                : Math.round(value(name) * (TimeUnit.SECONDS.toNanos(1) / (double) frequency));
    }
}
