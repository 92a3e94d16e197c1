package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * All of a route that is asked for but its prefix; what is absent the router fills in.
 *
 * @param metric preference, 0 to 2^32-1, lower is better; absent is 0, and 1024 in IPv6
 * @param prefsrc source of packets the router itself sends that way: one of its addresses
 * @param onlink the next hop is a neighbor on the named interface, whatever its address
 * @param from source prefix; no route has one, and the router says what to do instead
 * @param tos type of service of the packets it is for, 4 to 28 in steps of 4; absent and 0 is any
 */
public record RouteAttributes(
        TableId table,
        RouteType type,
        RouteProtocol protocol,
        OptionalLong metric,
        Optional<RouteScope> scope,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        Optional<IpAddress> prefsrc,
        boolean onlink,
        RouteMetrics metrics,
        Optional<IpPrefix> from,
        OptionalInt tos) {

    /** Of a type of service, the bits that routes are told apart by (Linux's IPTOS_RT_MASK). */
    public static final int TOS_MASK = 0x1C;

    /** A unicast route of table main that an administrator adds, leading nowhere yet. */
    public static final RouteAttributes PLAIN =
            new RouteAttributes(
                    TableId.MAIN,
                    RouteType.UNICAST,
                    RouteProtocol.BOOT,
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    RouteMetrics.NONE,
                    Optional.empty(),
                    OptionalInt.empty());

    public RouteAttributes {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(prefsrc, "prefsrc");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(tos, "tos");
    }

    /** The same by a named interface; itself where that changes nothing. */
    public RouteAttributes leavingBy(String egress) {
        return interfaceName.equals(Optional.of(egress))
                ? this
                : new RouteAttributes(
                        table,
                        type,
                        protocol,
                        metric,
                        scope,
                        via,
                        Optional.of(egress),
                        prefsrc,
                        onlink,
                        metrics,
                        from,
                        tos);
    }

    /** Starts from {@link #PLAIN}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Attributes, said one by one. */
    public static final class Builder {
        private TableId table = PLAIN.table;
        private RouteType type = PLAIN.type;
        private RouteProtocol protocol = PLAIN.protocol;
        private OptionalLong metric = PLAIN.metric;
        private Optional<RouteScope> scope = PLAIN.scope;
        private Optional<IpAddress> via = PLAIN.via;
        private Optional<String> interfaceName = PLAIN.interfaceName;
        private Optional<IpAddress> prefsrc = PLAIN.prefsrc;
        private boolean onlink = PLAIN.onlink;
        private RouteMetrics metrics = PLAIN.metrics;
        private Optional<IpPrefix> from = PLAIN.from;
        private OptionalInt tos = PLAIN.tos;

        private Builder() {}

        public Builder table(TableId value) {
            table = value;
            return this;
        }

        public Builder type(RouteType value) {
            type = value;
            return this;
        }

        public Builder protocol(RouteProtocol value) {
            protocol = value;
            return this;
        }

        public Builder metric(long value) {
            metric = OptionalLong.of(value);
            return this;
        }

        public Builder scope(RouteScope value) {
            scope = Optional.of(value);
            return this;
        }

        public Builder via(IpAddress value) {
            via = Optional.of(value);
            return this;
        }

        public Builder interfaceName(String value) {
            interfaceName = Optional.of(value);
            return this;
        }

        public Builder prefsrc(IpAddress value) {
            prefsrc = Optional.of(value);
            return this;
        }

        public Builder onlink(boolean value) {
            onlink = value;
            return this;
        }

        public Builder metrics(RouteMetrics value) {
            metrics = value;
            return this;
        }

        public Builder from(IpPrefix value) {
            from = Optional.of(value);
            return this;
        }

        public Builder tos(int value) {
            tos = OptionalInt.of(value);
            return this;
        }

        public RouteAttributes build() {
            return new RouteAttributes(
                    table,
                    type,
                    protocol,
                    metric,
                    scope,
                    via,
                    interfaceName,
                    prefsrc,
                    onlink,
                    metrics,
                    from,
                    tos);
        }
    }
}
