package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteOrigin;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.rib.RouteTable.Outcome;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.table.NextHops;
import io.gatun.mgmt.table.TableFile;
import io.gatun.mgmt.table.TableRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of a file that the configuration names, stored as they are read. A million of them
 * lead to a few next hops, of which each is checked once. Where a route of the configuration has
 * the same prefix and metric, it stays.
 */
final class ImportedRoutes {

    private final ImportConfiguration source;
    private final NextHops hops;
    private final Map<AddressFamily, Map<Optional<IpAddress>, RouteInfo>> checked =
            new EnumMap<>(AddressFamily.class);
    private final Map<AddressFamily, RouteTable> tables = new EnumMap<>(AddressFamily.class);

    ImportedRoutes(ImportConfiguration source) {
        this.source = source;
        this.hops = new NextHops(source.via());
    }

    /**
     * Stores all.
     *
     * @throws UncheckedIOException when the file is no longer what it was when it was checked
     */
    void storeIn(Rib rib, RouteCheck check, ShadowedImports shadowed) {
        for (AddressFamily family : AddressFamily.values()) {
            checked.put(family, new HashMap<>());
            tables.put(family, rib.table(source.table(), family));
        }
        try (TableFile file =
                TableFile.openWithDuplicates(source.file(), source.format(), source.family())) {
            while (file.next()) {
                final TableRoute route = file.route();
                final AddressFamily family =
                        route.width() == AddressFamily.INET.width()
                                ? AddressFamily.INET
                                : AddressFamily.INET6;
                final Bits prefix = new Bits(route.high(), route.low(), route.length());
                final RouteInfo info = info(file, family, check);
                final RouteTable table = tables.get(family);
                if (table.put(PutMode.CREATE, prefix, info) == Outcome.EXISTS
                        && isBehindAnother(table, prefix, info)) {
                    shadowed.add(new Rib.Key(source.table(), family), prefix, info);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not merely behind one of a file, which counts as the first of equal ones. */
    private static boolean isBehindAnother(RouteTable table, Bits prefix, RouteInfo info) {
        return table.best(
                        table.first(prefix),
                        other ->
                                other.metric() == info.metric()
                                        && other.origin() == RouteOrigin.IMPORTED)
                == null;
    }

    private RouteInfo info(TableFile file, AddressFamily family, RouteCheck check)
            throws IOException {
        final Optional<IpAddress> via = hops.of(file.route());
        final Map<Optional<IpAddress>, RouteInfo> known = checked.get(family);
        RouteInfo info = known.get(via);
        if (info == null) {
            try {
                info = check.imported(file.route().prefix(), attributes(via));
            } catch (RefusedException refused) {
                throw file.flaw(refused.getMessage());
            }
            known.put(via, info);
        }
        return info;
    }

    private RouteAttributes attributes(Optional<IpAddress> via) {
        final RouteAttributes.Builder attributes =
                RouteAttributes.builder().table(source.table()).protocol(source.protocol());
        via.ifPresent(attributes::via);
        source.interfaceName().ifPresent(attributes::interfaceName);
        source.metric().ifPresent(attributes::metric);
        return attributes.build();
    }
}
