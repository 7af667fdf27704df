// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units, as people write them in settings.
public final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([a-zA-Z]*)");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Quantity() {}

    /// Bytes: `512MB`, `1g`, `4096`; units are powers of 1024, as the Java launcher has them.
    public static long bytes(String name, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "", "b" -> 0;
                case "k", "kb", "kib" -> 10;
                case "m", "mb", "mib" -> 20;
                case "g", "gb", "gib" -> 30;
                case "t", "tb", "tib" -> 40;
                default -> -1;
            };
            long number = Long.parseLong(matcher.group(1));
            if (shift >= 0 && number <= Long.MAX_VALUE >> shift) return number << shift;
        }
        throw new UsageException("%s takes a size such as 512MB or 2GB, but got '%s'".formatted(name, text));
    }

    /// A time: `30s`, `5m`, `24h`, `7d`; a hundred years at most, so that sums of nanoseconds and dates hold it.
    public static Duration duration(String name, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> LONGEST.plusDays(1);
            };
            if (duration.compareTo(LONGEST) <= 0) return duration;
        }
        throw new UsageException("%s takes a time such as 30s, 5m, 24h or 7d, but got '%s'".formatted(name, text));
    }

    /// A whole number from `least` on.
    public static int number(String name, String text, int least) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least) return number;
        } catch (NumberFormatException e) {
            throw new UsageException("%s takes a whole number, but got '%s'".formatted(name, text), e);
        }
        throw new UsageException("%s takes a whole number from %d on, but got '%s'".formatted(name, least, text));
    }
}
