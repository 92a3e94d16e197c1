package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which routes are meant; what is absent matches anything.
 *
 * @param table {@link TableId#ALL} is every one
 * @param exact routes of this very prefix
 * @param root routes within this prefix, itself included
 * @param match routes whose prefix covers this one, itself included
 */
public record RouteSelector(
        TableId table,
        Optional<AddressFamily> family,
        Optional<IpPrefix> exact,
        Optional<IpPrefix> root,
        Optional<IpPrefix> match,
        Optional<RouteType> type,
        Optional<RouteProtocol> protocol,
        Optional<RouteScope> scope,
        OptionalLong metric,
        OptionalInt tos,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        Optional<IpAddress> prefsrc,
        OptionalInt mtu,
        OptionalInt hoplimit) {

    public RouteSelector {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(exact, "exact");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(tos, "tos");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(prefsrc, "prefsrc");
        Objects.requireNonNull(mtu, "mtu");
        Objects.requireNonNull(hoplimit, "hoplimit");
    }

    /** Every route of a table. */
    public static RouteSelector all(TableId table) {
        return builder(table).build();
    }

    /** Every route of table main to this very prefix. */
    public static RouteSelector exactly(IpPrefix prefix) {
        return builder(TableId.MAIN).exact(prefix).build();
    }

    public static Builder builder(TableId table) {
        return new Builder(table);
    }

    /** What is to match, said one by one. */
    public static final class Builder {
        private TableId table;
        private Optional<AddressFamily> family = Optional.empty();
        private Optional<IpPrefix> exact = Optional.empty();
        private Optional<IpPrefix> root = Optional.empty();
        private Optional<IpPrefix> match = Optional.empty();
        private Optional<RouteType> type = Optional.empty();
        private Optional<RouteProtocol> protocol = Optional.empty();
        private Optional<RouteScope> scope = Optional.empty();
        private OptionalLong metric = OptionalLong.empty();
        private OptionalInt tos = OptionalInt.empty();
        private Optional<IpAddress> via = Optional.empty();
        private Optional<String> interfaceName = Optional.empty();
        private Optional<IpAddress> prefsrc = Optional.empty();
        private OptionalInt mtu = OptionalInt.empty();
        private OptionalInt hoplimit = OptionalInt.empty();

        private Builder(TableId table) {
            this.table = table;
        }

        public Builder table(TableId value) {
            table = value;
            return this;
        }

        public Builder family(AddressFamily value) {
            family = Optional.of(value);
            return this;
        }

        public Builder exact(IpPrefix value) {
            exact = Optional.of(value);
            return this;
        }

        public Builder root(IpPrefix value) {
            root = Optional.of(value);
            return this;
        }

        public Builder match(IpPrefix value) {
            match = Optional.of(value);
            return this;
        }

        public Builder type(RouteType value) {
            type = Optional.of(value);
            return this;
        }

        public Builder protocol(RouteProtocol value) {
            protocol = Optional.of(value);
            return this;
        }

        public Builder scope(RouteScope value) {
            scope = Optional.of(value);
            return this;
        }

        public Builder metric(long value) {
            metric = OptionalLong.of(value);
            return this;
        }

        public Builder tos(int value) {
            tos = OptionalInt.of(value);
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

        public Builder mtu(int value) {
            mtu = OptionalInt.of(value);
            return this;
        }

        public Builder hoplimit(int value) {
            hoplimit = OptionalInt.of(value);
            return this;
        }

        public RouteSelector build() {
            return new RouteSelector(
                    table,
                    family,
                    exact,
                    root,
                    match,
                    type,
                    protocol,
                    scope,
                    metric,
                    tos,
                    via,
                    interfaceName,
                    prefsrc,
                    mtu,
                    hoplimit);
        }
    }
}
