package io.gatun.mgmt.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Values as people read them in a table. */
final class Words {

    private static final String[] STEPS = {"", " k", " M", " G", " T"};

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** All words of an enum, in its order. */
    static List<String> all(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(Words::of).toList();
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(long millis) {
        return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }

    /** Three digits and a decimal step: 999, 1.23 k, 45.6 M. */
    static String rate(double perSecond) {
        double value = perSecond;
        int step = 0;
        while (value >= 999.5 && step < STEPS.length - 1) {
            value /= 1000;
            step++;
        }
        final int decimals = step == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value) + STEPS[step];
    }
}
