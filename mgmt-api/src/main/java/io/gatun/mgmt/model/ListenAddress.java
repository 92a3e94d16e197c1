package io.gatun.mgmt.model;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server listens: an address literal and a port, such as 127.0.0.1:8080 or [::1]:8080. */
public record ListenAddress(String host, int port) {

    private static final int MOST = 65_535;
    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9.]{7,15})|\\[([0-9a-fA-F:.]{2,45})]):([0-9]{1,5})");

    public static ListenAddress parse(String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address and port such as 127.0.0.1:8080 or [::1]:8080");
        }
        final String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        InetAddress.ofLiteral(host);
        final int port = Integer.parseInt(matcher.group(3));
        if (port > MOST) {
            throw new IllegalArgumentException("port " + port + " is not within 0.." + MOST);
        }
        return new ListenAddress(host, port);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    public ListenAddress withPort(int other) {
        return new ListenAddress(host, other);
    }

    public InetSocketAddress socket() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
