package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.ImportedTable;
import io.gatun.dataplane.configuration.ImportedTable.Way;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of a file that the configuration names. A million of them lead a few ways, of which
 * each is checked once. Where a route of the configuration has the same prefix and metric, it
 * stays.
 */
final class ImportedRoutes {

    private final ImportConfiguration source;
    private final ImportedTable file;
    private final List<Way> ways;
    private final RouteInfo[] checked;
    private final Map<AddressFamily, RouteTable> tables = new EnumMap<>(AddressFamily.class);

    ImportedRoutes(ImportConfiguration source, ImportedTable file) {
        this.source = source;
        this.file = file;
        this.ways = file.ways();
        this.checked = new RouteInfo[ways.size()];
    }

    /**
     * Stores all.
     *
     * @throws UncheckedIOException when a route of the configuration makes a next hop useless
     */
    void storeIn(Rib rib, RouteCheck check, ShadowedImports shadowed) {
        for (AddressFamily family : AddressFamily.values()) {
            tables.put(family, rib.table(source.table(), family));
        }
        for (int route = 0; route < file.size(); route++) {
            final AddressFamily family = ways.get(file.way(route)).family();
            final Bits prefix = new Bits(file.high(route), file.low(route), file.length(route));
            final RouteInfo info = info(file.way(route), prefix, check);
            final RouteTable table = tables.get(family);
            if (table.put(PutMode.CREATE, prefix, info) == Outcome.EXISTS
                    && isBehindAnother(table, prefix, info)) {
                shadowed.add(new Rib.Key(source.table(), family), prefix, info);
            }
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

    private RouteInfo info(int number, Bits first, RouteCheck check) {
        if (checked[number] == null) {
            checked[number] = checked(ways.get(number), first, check);
        }
        return checked[number];
    }

    private RouteInfo checked(Way way, Bits first, RouteCheck check) {
        try {
            return check.imported(first.toPrefix(way.family()), attributes(way.via()));
        } catch (RefusedException refused) {
            throw new UncheckedIOException(
                    new IOException(
                            source.file()
                                    + ": prefix "
                                    + first.toPrefix(way.family())
                                    + ": "
                                    + refused.getMessage(),
                            refused));
        }
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
