package io.gatun.perf.bench;

import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Prefix;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads a text file of prefixes, one a line, plain or gzip; lines of another family are left out.
 */
final class PrefixFile {

    private static final int GZIP_MAGIC = 0x1F8B;

    private PrefixFile() {}

    static RouteTable read(Path file, int family) throws BenchFailure {
        final RouteTable.Builder table = new RouteTable.Builder(family);
        int number = 0;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(open(file), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank() && line.charAt(0) != '#') {
                    add(table, line.strip(), family);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BenchFailure(file + " line " + number + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BenchFailure("--table " + file + " cannot be read: " + e, e);
        }
        final RouteTable read = table.build();
        if (read.size() == 0) {
            throw new BenchFailure("--table " + file + " holds no IPv" + family + " prefix");
        }
        return read;
    }

    private static void add(RouteTable.Builder table, String line, int family) {
        final boolean isIpv6 = line.indexOf(':') >= 0;
        if (isIpv6 != (family == 6)) {
            return;
        }
        switch (IpPrefix.parse(line)) {
            case Ipv4Prefix prefix ->
                    table.add((long) prefix.bits() << Integer.SIZE, 0, prefix.length());
            case Ipv6Prefix prefix -> table.add(prefix.high(), prefix.low(), prefix.length());
        }
    }

    private static InputStream open(Path file) throws IOException {
        final BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        final int magic = in.read() << Byte.SIZE | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
