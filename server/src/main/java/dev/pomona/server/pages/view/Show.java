// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Count;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How values are said on pages: in UTC, in English, the same everywhere.
public final class Show {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> SEVERITIES = List.of("Unknown", "None", "Low", "Medium", "High", "Critical");

    private Show() {}

    public static String time(Instant time) {
        return TIME.format(time);
    }

    public static String day(Instant time) {
        return DAY.format(time);
    }

    /// For the `datetime` attribute.
    public static String machine(Instant time) {
        return time.toString();
    }

    /// `3 hours ago`, `in 12 days`, `now`.
    public static String ago(Instant then, Instant now) {
        Duration between = Duration.between(then, now);
        if (between.abs().compareTo(Duration.ofMinutes(1)) < 0) return "now";
        return between.isNegative() ? "in " + span(between.negated()) : span(between) + " ago";
    }

    /// `due in 3 days`, `2 days late`.
    public static String due(Instant due, Instant now) {
        return due.isBefore(now) ? age(due, now) + " late" : "due " + ago(due, now);
    }

    /// The day in UTC.
    public static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /// Who somebody is without the word that people have before their names: `ada` of `person:ada`.
    public static String person(String id) {
        return id.startsWith("person:") ? id.substring("person:".length()) : id;
    }

    /// How long before `now` something was; `0 minutes` for what is not past.
    public static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return span(age.isNegative() ? Duration.ZERO : age);
    }

    public static String span(Duration span) {
        if (span.toMinutes() < 1) return count(span.toSeconds(), "second");
        if (span.toHours() < 1) return count(span.toMinutes(), "minute");
        if (span.toDays() < 2) return count(span.toHours(), "hour");
        return count(span.toDays(), "day");
    }

    /// A time as short as it can be read: `420 ms`, `1.4 s`, `12 min`, `3.5 h`, `2 days`.
    public static String brief(Duration span) {
        if (span.isNegative()) return "0 ms";
        if (span.toMillis() < 1000) return span.toMillis() + " ms";
        if (span.toSeconds() < 60) return decimal(span.toMillis() / 1000.0) + " s";
        if (span.toMinutes() < 60) return span.toMinutes() + " min";
        return span.toHours() < 48 ? decimal(span.toMinutes() / 60.0) + " h" : count(span.toDays(), "day");
    }

    /// `1 finding`, `12,345 findings`.
    public static String count(long number, String noun) {
        return number == 1 ? "1 " + noun : number(number) + " " + noun + "s";
    }

    /// `1 finding`, `1,000+ findings`.
    public static String count(Count count, String noun) {
        return count.isMore() ? count + " " + noun + "s" : count(count.value(), noun);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /// A share as it is read: `94 %`, `1.3 %`, `0.04 %`.
    public static String percent(double share) {
        // what is not all is never said to be: a thousandth below is 99 %
        double hundredths = share < 1 && share > 0.99 ? 99 : share * 100;
        String format = hundredths >= 10 ? "%.0f %%" : hundredths >= 1 ? "%.1f %%" : "%.2f %%";
        return String.format(Locale.ROOT, format, hundredths);
    }

    /// A severity's name by its rank.
    public static String severity(int rank) {
        return SEVERITIES.get(Math.clamp(rank, 0, SEVERITIES.size() - 1));
    }

    /// `in triage`: a constant's name as words.
    public static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static String capital(String constant) {
        String words = words(constant);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// The beginning of a digest, enough to tell artifacts apart.
    public static String shortly(String digest) {
        int colon = digest.indexOf(':');
        String hex = digest.substring(colon + 1);
        return hex.length() > 12 ? hex.substring(0, 12) : hex;
    }

    /// The beginning of a text.
    public static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }

    /// What an artifact is called without where it lies: `checkout` of `registry.example.org/acme/checkout`.
    public static String lastOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash == name.length() - 1 ? name : name.substring(slash + 1);
    }

    /// Where an artifact lies: `registry.example.org/acme`; empty when the name does not say.
    public static String placeOf(String name) {
        String last = lastOf(name);
        return last.length() == name.length() ? "" : name.substring(0, name.length() - last.length() - 1);
    }

    /// A purl as it is read: without its scheme, which says nothing where all are, and with the `@` of npm's scopes.
    public static String component(String purl) {
        return (purl.startsWith("pkg:") ? purl.substring(4) : purl).replace("%40", "@");
    }

    /// A text as one segment or parameter of an address.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What a notation of VEX is called.
    public static String vexName(String format) {
        return switch (format) {
            case "csaf" -> "CSAF";
            case "cyclonedx" -> "CycloneDX";
            default -> "OpenVEX";
        };
    }

    public static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
