package io.gatun.mgmt.config;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.Setting;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of routes to load at the start.
 *
 * @param counts what was in the file when the configuration was read
 */
@Entry(word = "import", by = "file")
public record ImportConfiguration(
        @Setting(
                        value =
                                "The file, from the folder of the configuration: a prefix a line, or an"
                                        + " MRT table dump (RFC 6396), plain or gzip.",
                        isRequired = true)
                Path file,
        @Setting(value = "How the file holds its routes; auto finds out.", fallback = "auto")
                TableFormat format,
        @Setting(
                        value = "The family whose routes are wanted.",
                        words = {"ipv4", "ipv6"},
                        otherwise = "both")
                Optional<AddressFamily> family,
        @Setting(
                        value =
                                "The next hops, in place of the file's; of several of a family, a hash of"
                                        + " the prefix picks one.",
                        otherwise = "those of the file",
                        orOne = true)
                List<IpAddress> via,
        @Setting(
                        key = "interface",
                        value = "The interface packets leave by.",
                        otherwise = "the one whose subnet reaches the next hop")
                Optional<String> interfaceName,
        @Setting(value = "The table they stand in.", fallback = "main") TableId table,
        @Setting(value = "Who put them there; it changes nothing for packets.", fallback = "static")
                RouteProtocol protocol,
        @Setting(
                        value = "Of several routes for a prefix the lowest wins.",
                        otherwise = "0, and 1024 for IPv6",
                        floor = "the best metric",
                        max = 0xFFFF_FFFFL,
                        ceiling = "the worst metric")
                OptionalLong metric,
        TableCounts counts) {

    public ImportConfiguration {
        via = List.copyOf(via);
    }
}
