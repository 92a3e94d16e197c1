package io.gatun.mgmt.schema;

import java.util.ArrayList;
import java.util.List;

/** A setting in words. */
public final class SettingText {

    private SettingText() {}

    /** What may stand there: "whole number of bytes, 68..9600". */
    public static String type(Member member) {
        final String unit = member.setting().unit();
        return type(member.shape(), unit.isEmpty() ? "" : " of " + unit);
    }

    private static String type(Shape shape, String ofUnit) {
        return switch (shape) {
            case GroupShape _ -> "settings";
            case NamedShape named -> named.word() + "s by name";
            case ListShape list -> "list of " + list.word() + "s";
            case ValuesShape values ->
                    "list of values, each "
                            + type(values.each(), ofUnit)
                            + (values.orOne() ? "; or one such value" : "");
            case ValueShape value ->
                    switch (value.kind()) {
                        case WHOLE_NUMBER ->
                                "whole number"
                                        + ofUnit
                                        + ", "
                                        + value.bound().min()
                                        + ".."
                                        + value.bound().max();
                        case FLAG -> "true or false";
                        case CHOICE -> String.join(", ", value.words());
                        case TEXT -> value.form().orElseThrow().says();
                    };
        };
    }

    /** Everything about one setting, a fact a line. */
    public static List<String> facts(Place place, Member member) {
        final List<String> facts = new ArrayList<>();
        facts.add(place.path());
        facts.add("  " + member.setting().value());
        facts.add("");
        facts.add("  type      " + type(member));
        final Shape shape =
                member.shape() instanceof ValuesShape values ? values.each() : member.shape();
        if (shape instanceof ValueShape value) {
            switch (value.kind()) {
                case WHOLE_NUMBER -> {
                    facts.add("  at least  " + value.bound().min() + ", " + value.bound().floor());
                    facts.add(
                            "  at most   " + value.bound().max() + ", " + value.bound().ceiling());
                }
                case TEXT -> {
                    if (!value.pattern().isEmpty()) {
                        facts.add("  matches   " + value.pattern());
                    }
                }
                case FLAG, CHOICE -> {}
            }
        }
        facts.add("  default   " + defaultOf(member));
        if (member.setting().combine() != Combine.NONE) {
            facts.add("  in force  " + member.setting().combine().sentence());
        }
        return facts;
    }

    /** "1500", "the mtu of its port", "none", "required". */
    public static String defaultOf(Member member) {
        if (member.setting().isRequired()) {
            return "none; it is required";
        }
        if (member.shape() instanceof ValueShape || member.shape() instanceof ValuesShape) {
            return member.byDefault().isEmpty() ? "none" : member.byDefault();
        }
        return "";
    }
}
