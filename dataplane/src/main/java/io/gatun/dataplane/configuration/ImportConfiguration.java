package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of routes to load at the start.
 *
 * @param family the one whose routes are wanted; absent is both
 * @param via next hops for all routes of their family, in place of the file's
 * @param interfaceName where packets leave; absent is where the next hop is
 * @param counts what was in the file when the configuration was read
 */
public record ImportConfiguration(
        Path file,
        TableFormat format,
        Optional<AddressFamily> family,
        List<IpAddress> via,
        Optional<String> interfaceName,
        TableId table,
        RouteProtocol protocol,
        OptionalLong metric,
        TableCounts counts) {

    public ImportConfiguration {
        via = List.copyOf(via);
    }
}
