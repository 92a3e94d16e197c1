package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.InterfaceTunables;
import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.Member;
import io.gatun.mgmt.schema.Records;
import java.util.Optional;

/**
 * What is in force on an interface of the switches that have three scopes (TUN-36): its own; or
 * else the default, which stands in for interfaces that say nothing; and with it the one for all,
 * by the rule of the switch.
 */
final class Scopes {

    private final Written<?> all;
    private final Written<?> byDefault;

    /**
     * @param all of {@link InterfaceTunables}, as is {@code byDefault}
     */
    Scopes(Written<?> all, Written<?> byDefault) {
        this.all = all;
        this.byDefault = byDefault;
    }

    void combine(Written<InterfaceConfiguration> one) {
        for (final Member member : GroupShape.of(InterfaceTunables.class).members()) {
            final String component = member.component();
            one.put(
                    component,
                    inForce(
                            member,
                            all.get(component),
                            one.get(component),
                            byDefault.get(component)));
        }
    }

    private static Object inForce(
            Member member, Optional<Object> all, Optional<Object> own, Optional<Object> byDefault) {
        final Object fallback = Records.fallback(member).orElseThrow();
        final Object here = own.or(() -> byDefault).orElse(fallback);
        return switch (member.setting().combine()) {
            case NONE -> here;
            case ALL_WRITES -> own.or(() -> all).or(() -> byDefault).orElse(fallback);
            case AND -> (Boolean) all.orElse(fallback) && (Boolean) here;
            case OR -> (Boolean) all.orElse(false) || (Boolean) here;
            case MAX -> all.map(value -> larger((Enum<?>) value, (Enum<?>) here)).orElse(here);
        };
    }

    private static Object larger(Enum<?> a, Enum<?> b) {
        return a.ordinal() > b.ordinal() ? a : b;
    }
}
