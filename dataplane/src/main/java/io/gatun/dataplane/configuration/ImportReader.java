package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.table.NextHops;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableException;
import io.gatun.mgmt.table.TableFile;
import io.gatun.mgmt.table.TableFormat;
import io.gatun.mgmt.table.TableRoute;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code imports}, and each file they name from end to end: one that cannot be believed is
 * refused before anything starts.
 */
final class ImportReader {

    private static final Entry ENTRY = ImportConfiguration.class.getAnnotation(Entry.class);
    private static final TableCounts NOT_READ = new TableCounts(0, 0, 0, 0, 0, 0);

    private final Path folder;
    private final RouteReader routes;
    private final Problems problems;

    /**
     * @param folder where relative names begin
     */
    ImportReader(Path folder, RouteReader routes, Problems problems) {
        this.folder = folder;
        this.routes = routes;
        this.problems = problems;
    }

    List<ImportConfiguration> read(Section file) {
        final List<ImportConfiguration> imports = new ArrayList<>();
        for (final Section section : file.items("imports", ENTRY)) {
            imported(section).ifPresent(imports::add);
        }
        return imports;
    }

    private Optional<ImportConfiguration> imported(Section section) {
        final Written<ImportConfiguration> written =
                Written.of(section, ImportConfiguration.class).put("counts", NOT_READ);
        if (!written.isComplete()) {
            return Optional.empty();
        }
        written.get("file").ifPresent(name -> written.put("file", folder.resolve((Path) name)));
        final ImportConfiguration asked = written.record();
        if (!isReached(section, asked)) {
            return Optional.empty();
        }
        return count(
                        section,
                        new Source(asked.file(), asked.format(), asked.family()),
                        new NextHops(asked.via()),
                        asked.interfaceName())
                .map(counts -> written.put("counts", counts).record());
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

    private record Source(Path file, TableFormat format, Optional<AddressFamily> family) {}

    /** Reads the whole file; nothing, and a problem, where it has a flaw. */
    private Optional<TableCounts> count(
            Section section, Source source, NextHops hops, Optional<String> interfaceName) {
        try (TableFile table = TableFile.open(source.file(), source.format(), source.family())) {
            final Set<IpAddress> reached = new HashSet<>();
            while (table.next()) {
                final TableRoute route = table.route();
                if (route.isMulticast()) {
                    throw table.flaw(
                            "prefix "
                                    + route.prefix()
                                    + " is for multicast, which is not forwarded by unicast routes"
                                    + " (RFC 1812 §5.3.4)");
                }
                if (hops.isFromFile(route)) {
                    checkHop(table, route.hop().orElseThrow(), interfaceName, reached);
                } else if (interfaceName.isEmpty() && !hops.has(route)) {
                    section.problem("file", NextHops.missing(route) + "; name one under via");
                    return Optional.empty();
                }
            }
            return Optional.of(table.counts());
        } catch (TableException e) {
            problems.add(source.file().toString(), (int) e.line(), e.sentence());
        } catch (NoSuchFileException e) {
            section.problem("file", "there is no file " + source.file());
        } catch (IOException e) {
            section.problem("file", "file " + source.file() + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void checkHop(
            TableFile table, IpAddress hop, Optional<String> interfaceName, Set<IpAddress> reached)
            throws TableException {
        if (reached.add(hop)) {
            final String flaw = routes.flaw(hop, interfaceName);
            if (!flaw.isEmpty()) {
                throw table.flaw("next hop " + hop + " " + flaw + "; give others under via");
            }
        }
    }
}
