package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
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
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code imports}, and each file they name from end to end: one that cannot be believed is
 * refused before anything starts.
 */
final class ImportReader {

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
        for (final Section section : file.items("imports", "import", "file")) {
            read(section, imports);
            section.end();
        }
        return imports;
    }

    private void read(Section section, List<ImportConfiguration> imports) {
        final Optional<Path> file = section.value("file", folder::resolve);
        final TableFormat format = section.choice("format", TableFormat.AUTO);
        final Optional<AddressFamily> family = section.value("family", ImportReader::family);
        final Optional<String> interfaceName = section.text("interface");
        final Optional<List<IpAddress>> via = via(section, interfaceName);
        final Optional<TableId> table = section.value("table", TableId::parse);
        final Optional<RouteProtocol> protocol = section.value("protocol", RouteProtocol::parse);
        final OptionalLong metric = section.number("metric", RouteReader.METRIC);
        if (file.isEmpty()) {
            if (!section.has("file")) {
                section.problem("file", section.owner() + " has no file");
            }
            return;
        }
        if (via.isEmpty()) {
            return;
        }
        final NextHops hops = new NextHops(via.get());
        count(section, new Source(file.get(), format, family), hops, interfaceName)
                .map(counts ->
                        new ImportConfiguration(
                                file.get(),
                                format,
                                family,
                                via.get(),
                                interfaceName,
                                table.orElse(TableId.MAIN),
                                protocol.orElse(RouteProtocol.STATIC),
                                metric,
                                counts))
                .ifPresent(imports::add);
    }

    private static AddressFamily family(String text) {
        return switch (text) {
            case "ipv4" -> AddressFamily.INET;
            case "ipv6" -> AddressFamily.INET6;
            default -> throw new IllegalArgumentException("'" + text + "' is not ipv4 or ipv6");
        };
    }

    /** The next hops; nothing, and a problem, where one of them cannot be used. */
    private Optional<List<IpAddress>> via(Section section, Optional<String> interfaceName) {
        final List<IpAddress> via = new ArrayList<>();
        boolean areGood = true;
        for (final Section.Item item : section.textOrTexts("via")) {
            final Optional<IpAddress> address =
                    section.parse("via", item.text(), item.line(), IpAddress::parse);
            areGood &= address.isPresent() && routes.reaches(section, address.get(), interfaceName);
            address.ifPresent(via::add);
        }
        if (via.isEmpty() && areGood && interfaceName.isPresent()) {
            areGood = routes.hasInterface(section, interfaceName.get());
        }
        return areGood ? Optional.of(via) : Optional.empty();
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
