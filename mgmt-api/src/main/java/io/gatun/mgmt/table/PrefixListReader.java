package io.gatun.mgmt.table;

import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A prefix in each line, after it perhaps the address of its next hop; "#" begins a comment. Makes
 * no object for a line in one of the plain forms.
 */
final class PrefixListReader implements RouteReader {

    static final int LONGEST_LINE = 4096;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final String file;
    private final AddressScanner scanner = new AddressScanner();
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private boolean isAtEnd;
    private long line;

    PrefixListReader(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public boolean next(TableRoute route) throws IOException {
        while (true) {
            final int lineEnd = lineEnd();
            if (lineEnd < 0) {
                return false;
            }
            line++;
            final int from = at;
            at = Math.min(lineEnd + 1, end);
            if (read(from, lineEnd, route)) {
                return true;
            }
        }
    }

    /** Where the line that begins at {@code at} ends, or -1 when there is none. */
    private int lineEnd() throws IOException {
        int searched = at;
        while (true) {
            while (searched < end) {
                if (buffer[searched] == '\n') {
                    return searched;
                }
                searched++;
            }
            if (isAtEnd) {
                return at < end ? end : -1;
            }
            if (end - at > LONGEST_LINE) {
                line++;
                throw flaw("the line is longer than " + LONGEST_LINE + " bytes");
            }
            searched -= at;
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        final int count = in.read(buffer, end, buffer.length - end);
        isAtEnd = count < 0;
        end += Math.max(count, 0);
    }

    /** Whether the line holds a route, and not only blanks or a comment. */
    private boolean read(int from, int lineEnd, TableRoute route) throws TableException {
        final int to = commentStart(from, lineEnd);
        final int prefix = skipBlanks(from, to);
        if (prefix == to) {
            return false;
        }
        final int prefixEnd = wordEnd(prefix, to);
        readPrefix(prefix, prefixEnd, route);
        final int hop = skipBlanks(prefixEnd, to);
        if (hop < to) {
            final int hopEnd = wordEnd(hop, to);
            readHop(hop, hopEnd, route);
            final int rest = skipBlanks(hopEnd, to);
            if (rest < to) {
                throw flaw(
                        "'"
                                + text(rest, wordEnd(rest, to))
                                + "' stands after prefix and next hop, which are all a line holds");
            }
        }
        return true;
    }

    private int commentStart(int from, int to) {
        int i = from;
        while (i < to && buffer[i] != '#') {
            i++;
        }
        return i;
    }

    private int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && isBlank(buffer[i])) {
            i++;
        }
        return i;
    }

    private int wordEnd(int from, int to) {
        int i = from;
        while (i < to && !isBlank(buffer[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private void readPrefix(int from, int to, TableRoute route) throws TableException {
        int slash = to - 1;
        while (slash > from && buffer[slash] != '/') {
            slash--;
        }
        final int length = length(slash + 1, to);
        if (length >= 0 && scanner.read(buffer, from, slash) && length <= scanner.width()) {
            route.set(scanner.width(), scanner.high(), scanner.low(), length);
            return;
        }
        readUnusualPrefix(text(from, to), route);
    }

    /** A decimal number of up to three digits, or -1. */
    private int length(int from, int to) {
        int length = to > from && to - from <= 3 ? 0 : -1;
        for (int i = from; i < to && length >= 0; i++) {
            final int digit = buffer[i] - '0';
            length = digit >= 0 && digit <= 9 ? length * 10 + digit : -1;
        }
        return length;
    }

    private void readUnusualPrefix(String text, TableRoute route) throws TableException {
        IpAddress address;
        int length;
        try {
            final IpPrefix prefix = IpPrefix.parse(text);
            address = prefix.network();
            length = prefix.length();
        } catch (IllegalArgumentException flaw) {
            try { // the same with host bits
                final InterfaceAddress both = InterfaceAddress.parse(text);
                address = both.address();
                length = both.prefixLength();
            } catch (IllegalArgumentException e) {
                throw flaw(flaw.getMessage());
            }
        }
        switch (address) {
            case Ipv4Address(int bits) -> route.set(Integer.SIZE, upper(bits), 0, length);
            case Ipv6Address(long high, long low) -> route.set(2 * Long.SIZE, high, low, length);
        }
    }

    private void readHop(int from, int to, TableRoute route) throws TableException {
        if (scanner.read(buffer, from, to)) {
            route.setHop(scanner.width(), scanner.high(), scanner.low());
            return;
        }
        try {
            switch (IpAddress.parse(text(from, to))) {
                case Ipv4Address(int bits) -> route.setHop(Integer.SIZE, upper(bits), 0);
                case Ipv6Address(long high, long low) -> route.setHop(2 * Long.SIZE, high, low);
            }
        } catch (IllegalArgumentException flaw) {
            throw flaw("next hop " + flaw.getMessage());
        }
    }

    private static long upper(int bits) {
        return (long) bits << Integer.SIZE;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public TableException flaw(String sentence) {
        return TableException.inLine(file, line, sentence);
    }
}
