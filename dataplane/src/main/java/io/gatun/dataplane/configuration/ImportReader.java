package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.table.NextHops;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableException;
import io.gatun.mgmt.table.TableFile;
import io.gatun.mgmt.table.TableRoute;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code imports}, and each file they name from end to end and once: one that cannot be
 * believed is refused before anything starts.
 */
final class ImportReader {

    private static final Entry ENTRY = ImportConfiguration.class.getAnnotation(Entry.class);
    private static final TableCounts NOT_READ = new TableCounts(0, 0, 0, 0, 0, 0);

    private final Path folder;
    private final RouteReader routes;
    private final Problems problems;
    private final List<ImportConfiguration> imports = new ArrayList<>();
    private final List<ImportedTable> tables = new ArrayList<>();

    /**
     * @param folder where relative names begin
     */
    ImportReader(Path folder, RouteReader routes, Problems problems) {
        this.folder = folder;
        this.routes = routes;
        this.problems = problems;
    }

    void read(Section file) {
        for (final Section section : file.items("imports", ENTRY)) {
            readEntry(section);
        }
    }

    /** Those without a problem. */
    List<ImportConfiguration> imports() {
        return imports;
    }

    /** What the files of {@link #imports} hold. */
    ImportedTables tables() {
        return new ImportedTables(tables);
    }

    private void readEntry(Section section) {
        final Written<ImportConfiguration> written =
                Written.of(section, ImportConfiguration.class).put("counts", NOT_READ);
        if (!written.isComplete()) {
            return;
        }
        written.get("file").ifPresent(name -> written.put("file", folder.resolve((Path) name)));
        final ImportConfiguration asked = written.record();
        if (!isReached(section, asked)) {
            return;
        }
        final NextHops hops = new NextHops(asked.via());
        final ImportedTable table = new ImportedTable(hops);
        readFile(section, asked, hops, table)
                .ifPresent(counts -> {
                    imports.add(written.put("counts", counts).record());
                    tables.add(table);
                });
    }

    /** Whether all next hops can be used; a problem for each that cannot. */
    private boolean isReached(Section section, ImportConfiguration asked) {
        if (asked.via().isEmpty()) {
            return !section.has("via")
                    && asked.interfaceName()
                            .map(name -> routes.hasInterface(section, name))
                            .orElse(true);
        }
        return asked.via().stream()
                        .filter(via -> routes.reaches(section, via, asked.interfaceName()))
                        .count()
                == asked.via().size();
    }

    /** Reads the whole file; nothing, and a problem, where it has a flaw. */
    private Optional<TableCounts> readFile(
            Section section, ImportConfiguration source, NextHops hops, ImportedTable into) {
        try (TableFile file = TableFile.open(source.file(), source.format(), source.family())) {
            while (file.next()) {
                final TableRoute route = file.route();
                if (route.isMulticast()) {
                    throw file.flaw(
                            "prefix "
                                    + route.prefix()
                                    + " is for multicast, which is not forwarded by unicast routes"
                                    + " (RFC 1812 §5.3.4)");
                }
                if (!hops.has(route) && source.interfaceName().isEmpty()) {
                    section.problem("file", NextHops.missing(route) + "; name one under via");
                    return Optional.empty();
                }
                if (into.add(route) && hops.isFromFile(route)) {
                    checkHop(file, source.interfaceName());
                }
            }
            return Optional.of(file.counts());
        } catch (TableException e) {
            problems.add(source.file().toString(), (int) e.line(), e.sentence());
        } catch (NoSuchFileException e) {
            section.problem("file", "there is no file " + source.file());
        } catch (IOException e) {
            section.problem("file", "file " + source.file() + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void checkHop(TableFile file, Optional<String> interfaceName) throws TableException {
        final IpAddress hop = file.route().hop().orElseThrow();
        final String flaw = routes.flaw(file.route().prefix(), hop, interfaceName);
        if (!flaw.isEmpty()) {
            throw file.flaw("next hop " + hop + " " + flaw + "; give others under via");
        }
    }
}
