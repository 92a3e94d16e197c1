package io.gatun.dataplane.revision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk that can fail at any step and lose its power at any step. What is written to a file is
 * durable once the file is synced, what is moved or deleted once the folder is; until then a power
 * cut keeps any part of it.
 */
final class MemoryDisk implements Disk {

    /** The power was cut; nothing may catch it. */
    static final class PowerCut extends Error {

        private static final long serialVersionUID = 1;
    }

    /** A file's content as it is in memory and as it is on the platter. */
    private static final class Inode {

        private byte[] content = new byte[0];
        private byte[] durable = new byte[0];
        private boolean hasDurable;
    }

    /** An entry of a folder that is not on the platter yet; without a file it is a deletion. */
    private record Entry(Path name, Inode file) {}

    private final SplittableRandom random;
    private final Map<Path, Inode> names = new TreeMap<>();
    private final Map<Path, Inode> durableNames = new HashMap<>();
    private final List<List<Entry>> entries = new ArrayList<>();
    private final Set<Path> folders = new HashSet<>();
    private int steps;
    private int failsAt = Integer.MAX_VALUE;
    private int failures;
    private int cutAt = Integer.MAX_VALUE;
    private boolean locked;

    MemoryDisk(long seed, Path file, String text) {
        random = new SplittableRandom(seed);
        final Inode inode = new Inode();
        inode.content = text.getBytes(StandardCharsets.UTF_8);
        inode.durable = inode.content;
        inode.hasDurable = true;
        names.put(file, inode);
        durableNames.put(file, inode);
    }

    /** Changing steps so far. */
    int steps() {
        return steps;
    }

    /** Lets so many changing steps fail, from the given one on, counted from now. */
    void failAt(int step, int count) {
        steps = 0;
        failsAt = step;
        failures = count;
    }

    /** Cuts the power before the given changing step, counted from now. */
    void cutAt(int step) {
        steps = 0;
        cutAt = step;
    }

    void cutNever() {
        cutAt = Integer.MAX_VALUE;
        failsAt = Integer.MAX_VALUE;
    }

    /** What is left after the power was cut. */
    void restart() {
        cutNever();
        locked = false;
        for (final List<Entry> together : entries) {
            if (random.nextBoolean()) {
                together.forEach(this::settle);
            }
        }
        entries.clear();
        names.clear();
        names.putAll(durableNames);
        for (final Inode inode : names.values()) {
            if (!Arrays.equals(inode.content, inode.durable) || !inode.hasDurable) {
                // some of what was written, and what was there before behind it
                final int kept = random.nextInt(inode.content.length + 1);
                inode.content = Arrays.copyOf(inode.content, kept);
                inode.durable = inode.content;
                inode.hasDurable = true;
            }
        }
    }

    private void settle(Entry entry) {
        if (entry.file() == null) {
            durableNames.remove(entry.name());
        } else {
            durableNames.put(entry.name(), entry.file());
        }
    }

    private void step() throws IOException {
        steps++;
        if (steps >= cutAt) {
            throw new PowerCut();
        }
        if (steps >= failsAt && steps < failsAt + failures) {
            throw new IOException("the disk is full");
        }
    }

    String text(Path file) {
        return new String(names.get(file).content, StandardCharsets.UTF_8);
    }

    void edit(Path file, String text) {
        final Inode inode = names.get(file);
        inode.content = text.getBytes(StandardCharsets.UTF_8);
        inode.durable = inode.content;
    }

    void damage(Path file) {
        final byte[] content = names.get(file).content;
        content[content.length - 1] ^= 1;
    }

    @Override
    public boolean exists(Path file) {
        return names.containsKey(file) || folders.contains(file);
    }

    private Inode inode(Path file) throws NoSuchFileException {
        final Inode inode = names.get(file);
        if (inode == null) {
            throw new NoSuchFileException(file.toString());
        }
        return inode;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return inode(file).content.clone();
    }

    @Override
    public List<String> list(Path folder) {
        return names.keySet().stream()
                .filter(file -> file.getParent().equals(folder))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        step();
        folders.add(folder); // survives: an empty folder is as good as none
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step();
        final Inode inode = names.computeIfAbsent(file, _ -> new Inode());
        entries.add(List.of(new Entry(file, inode)));
        inode.content = content.clone();
    }

    @Override
    public void likeThat(Path file, Path other) throws IOException {
        step();
        inode(file);
        inode(other);
    }

    @Override
    public void sync(Path file) throws IOException {
        step();
        final Inode inode = inode(file);
        inode.durable = inode.content;
        inode.hasDurable = true;
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step();
        final List<List<Entry>> here =
                entries.stream()
                        .filter(each -> each.getFirst().name().getParent().equals(folder))
                        .toList();
        here.forEach(together -> together.forEach(this::settle));
        entries.removeAll(here);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        final Inode inode = inode(from);
        names.remove(from);
        names.put(to, inode);
        entries.add(List.of(new Entry(from, null), new Entry(to, inode)));
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        if (names.remove(file) != null) {
            entries.add(List.of(new Entry(file, null)));
        }
    }

    @Override
    public AutoCloseable lock(Path file) throws IOException {
        step();
        if (locked) {
            throw new LockedException();
        }
        locked = true;
        return () -> locked = false;
    }
}
