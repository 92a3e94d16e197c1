package io.gatun.mgmt.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time such as {@code 90}, {@code 90s}, {@code 5m} or {@code 1h}. */
final class DurationWord implements ITypeConverter<Duration> {

    private static final Pattern WORD = Pattern.compile("(\\d{1,6})([smh]?)");

    @Override
    public Duration convert(String word) {
        final Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + word + "' is not a time such as 90s, 5m or 1h");
        }
        final int count = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
