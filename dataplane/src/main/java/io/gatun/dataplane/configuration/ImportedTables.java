package io.gatun.dataplane.configuration;

import java.util.List;

/**
 * What the files of {@code imports} held when the configuration was read, in its order: for the
 * router that starts with it, which takes them. No part of what a configuration says, so that all
 * are equal, and nothing that one in force holds on to. For one thread at a time.
 */
public final class ImportedTables {

    private List<ImportedTable> tables;

    ImportedTables(List<ImportedTable> tables) {
        this.tables = List.copyOf(tables);
    }

    /** Hands over all of them; from then on there are none here. */
    public List<ImportedTable> take() {
        final List<ImportedTable> taken = tables;
        tables = List.of();
        return taken;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImportedTables;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
