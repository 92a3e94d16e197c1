package io.gatun.perf.bench;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.table.TableFile;
import io.gatun.mgmt.table.TableFormat;
import io.gatun.mgmt.table.TableRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The prefixes of one family in a list or an MRT dump. */
final class PrefixFile {

    private PrefixFile() {}

    static RouteTable read(Path file, int family) throws BenchFailure {
        final RouteTable.Builder table = new RouteTable.Builder(family);
        final AddressFamily wanted = family == 6 ? AddressFamily.INET6 : AddressFamily.INET;
        try (TableFile in = TableFile.open(file, TableFormat.AUTO, Optional.of(wanted))) {
            while (in.next()) {
                final TableRoute route = in.route();
                table.add(route.high(), route.low(), route.length());
            }
        } catch (IOException e) {
            throw new BenchFailure("--table " + file + " cannot be read: " + e.getMessage(), e);
        }
        final RouteTable read = table.build();
        if (read.size() == 0) {
            throw new BenchFailure("--table " + file + " holds no IPv" + family + " prefix");
        }
        return read;
    }
}
