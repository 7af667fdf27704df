// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How values are said on the page: in UTC, in English, the same everywhere.
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String day(Instant time) {
        return DAY.format(time);
    }

    /// How long before `now` something was: `3 hours`, `12 days`; `0 minutes` for what is not past.
    static String age(Instant then, Instant now) {
        var age = Duration.between(then, now);
        if (age.isNegative()) return "0 minutes";
        if (age.toHours() < 1) return count(age.toMinutes(), "minute");
        if (age.toDays() < 2) return count(age.toHours(), "hour");
        return count(age.toDays(), "day");
    }

    /// `1 finding`, `12,345 findings`.
    static String count(long number, String noun) {
        if (number == 1) return "1 " + noun;
        return number(number) + " " + noun + "s";
    }

    static String number(long number) {
        return number >= 0 && number < 1000 ? Long.toString(number) : String.format(Locale.ROOT, "%,d", number);
    }

    static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /// A share as it is read: `94 %`, `1.3 %`, `0.04 %`.
    static String percent(double share) {
        // what is not all is never said to be: a thousandth below is 99 %
        double hundredths = share < 1 && share > 0.99 ? 99 : share * 100;
        String format = hundredths >= 10 ? "%.0f %%" : hundredths >= 1 ? "%.1f %%" : "%.2f %%";
        return String.format(Locale.ROOT, format, hundredths);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) return count(bytes, "byte");
        if (bytes < 1_000_000) return decimal(bytes / 1e3) + " kB";
        return bytes < 1_000_000_000 ? decimal(bytes / 1e6) + " MB" : decimal(bytes / 1e9) + " GB";
    }

    /// `critical`, `runtime`: a constant's name as a word.
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String capital(Enum<?> constant) {
        String word = lower(constant);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// The class that gives a severity its colour.
    static String style(Severity severity) {
        return "s" + severity.rank();
    }

    /// A component's name without version, as its ecosystem writes it.
    static String name(Purl purl) {
        String namespace = purl.namespace();
        if (namespace == null) return purl.name();
        return namespace + (purl.type().equals("maven") ? ":" : "/") + purl.name();
    }

    static String nameAndVersion(Purl purl) {
        String version = purl.version();
        return version == null ? name(purl) : name(purl) + " " + version;
    }

    /// The version, or what is asked for where no version is known.
    static String version(Component component) {
        String version = component.purl().version();
        if (version != null) return version;
        String requirement = component.requirement();
        return requirement == null ? "unknown" : "asks for " + requirement;
    }

    static String place(Location location) {
        return location.line() == 0 ? location.path() : location.path() + ":" + location.line();
    }

    static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
