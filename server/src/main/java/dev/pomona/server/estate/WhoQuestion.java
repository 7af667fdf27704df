// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.store.estate.WhoStore;
import dev.pomona.versions.InvalidVersionException;
import dev.pomona.versions.VersRange;
import dev.pomona.versions.Version;
import dev.pomona.versions.VersionScheme;
import dev.pomona.versions.VersionSchemes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What somebody wants to know where it runs: a package and which of its versions, as
/// `pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1`; the same by its name alone, whatever its type, as
/// `log4j-core@<2.17.1` or `org.apache.logging.log4j:log4j-core`; or what has a flaw, as `CVE-2021-44228`.
///
/// Behind `@` stands one version, or bounds that all must hold, joined by commas (`>=1,<2`, `=1.0`,
/// `!=1.5`), or a range of its own after a blank or another `@`: `vers:maven/>=1.0|<2.0`. Without
/// any, all versions are meant.
public final class WhoQuestion {

    private static final int LONGEST = 4096;

    private static final VersionScheme SEMVER =
            VersionSchemes.named("semver").orElseThrow(() -> new IllegalStateException("no SemVer"));

    /// Ids as the sources write them: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`, `PYSEC-2021-1`, `RUSTSEC-2021-0001`.
    private static final Pattern FLAW = Pattern.compile("(?i)[a-z]{2,12}-([0-9a-z]{2,10}-)*[0-9a-z:]*[0-9][0-9a-z:]*");

    /// Sources whose ids begin so; a package may be called `left-2`.
    private static final Pattern SOURCE = Pattern.compile(
            "(?i)(CVE|GHSA|PYSEC|RUSTSEC|GO|OSV|MAL|DSA|DLA|USN|ALSA|RHSA|RLSA|ELSA|HSEC|CURL|PSF|GSD)-.*");

    /// Whether a version is meant.
    public enum Meant {
        YES,
        NO,
        /// It is not resolved, or no version of its kind: it may be.
        UNKNOWN
    }

    private interface Condition {
        Meant of(String type, String version);
    }

    private final @Nullable String type;
    private final @Nullable String namespace;
    private final String name;
    private final boolean isFlaw;
    private final boolean isAll;
    private final Condition condition;

    private WhoQuestion(
            @Nullable String type,
            @Nullable String namespace,
            String name,
            boolean isFlaw,
            boolean isAll,
            Condition condition) {
        this.type = type;
        this.namespace = namespace;
        this.name = name;
        this.isFlaw = isFlaw;
        this.isAll = isAll;
        this.condition = condition;
    }

    private static WhoQuestion of(Purl purl, @Nullable Condition condition) {
        return new WhoQuestion(
                purl.type(),
                purl.namespace() == null ? "" : purl.namespace(),
                purl.name(),
                false,
                condition == null,
                condition == null ? (_, _) -> Meant.YES : condition);
    }

    /// @throws IllegalArgumentException when it is none, in words for whoever asks
    public static WhoQuestion parse(String text) {
        String question = text.strip();
        if (question.length() > LONGEST) throw new IllegalArgumentException("the question is too long");
        if (question.isEmpty()) throw new IllegalArgumentException("ask for a package or a vulnerability");
        if (SOURCE.matcher(question).matches() && FLAW.matcher(question).matches()) {
            return new WhoQuestion(null, null, question, true, true, (_, _) -> Meant.YES);
        }
        boolean isPurl = question.startsWith("pkg:");
        int range = question.indexOf("vers:");
        if (range > 0) {
            String left = question.substring(0, range).strip();
            Condition condition = vers(question.substring(range));
            String named = left.endsWith("@") ? left.substring(0, left.length() - 1) : left;
            return isPurl ? of(purl(named), condition) : named(named, condition);
        }
        int at = question.lastIndexOf('@');
        // the name of an npm scope may begin with it
        if (at <= Math.max(question.lastIndexOf('/'), 0))
            return isPurl ? of(purl(question), null) : named(question, null);
        String condition = question.substring(at + 1);
        if (condition.isEmpty()) throw new IllegalArgumentException("nothing stands behind '@'");
        if (isCondition(condition)) {
            String left = question.substring(0, at);
            if (!isPurl) return named(left, bounds(null, condition));
            Purl purl = purl(left);
            return of(purl, bounds(purl.type(), condition));
        }
        if (!isPurl) return named(question.substring(0, at), equalTo(condition));
        Purl purl = purl(question);
        return of(purl.withVersion(null), equalTo(String.valueOf(purl.version())));
    }

    /// A name with or without what stands before it: `@scope/name`, `group:artifact`, `vendor/package`.
    private static WhoQuestion named(String text, @Nullable Condition condition) {
        String full = text.strip();
        if (full.isEmpty() || full.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "a package is asked for as 'pkg:type/name' or 'name', but got '%s'".formatted(text));
        }
        int between = Math.max(full.lastIndexOf('/'), full.lastIndexOf(':'));
        return new WhoQuestion(
                null,
                between < 0 ? null : full.substring(0, between),
                full.substring(between + 1),
                false,
                condition == null,
                condition == null ? (_, _) -> Meant.YES : condition);
    }

    /// The id of the flaw that is asked for; empty when a package is.
    public Optional<String> flaw() {
        return isFlaw ? Optional.of(name) : Optional.empty();
    }

    /// The package.
    ///
    /// @return its type and namespace are `null` where any is meant
    public WhoStore.Named named() {
        return new WhoStore.Named(type, namespace, name);
    }

    /// Whether a version is meant.
    ///
    /// @param packageType of the purl
    /// @param version `null` when nobody resolved it: it may be any
    public Meant includes(String packageType, @Nullable String version) {
        if (isAll) return Meant.YES;
        if (version == null || version.isEmpty()) return Meant.UNKNOWN;
        return condition.of(packageType, version);
    }

    private static boolean isCondition(String text) {
        char first = text.charAt(0);
        return first == '<'
                || first == '>'
                || first == '='
                || first == '!'
                || text.startsWith("%3")
                || text.contains(",");
    }

    private static Purl purl(String text) {
        try {
            Purl purl = Purl.parse(text);
            return purl;
        } catch (InvalidPurlException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Condition vers(String text) {
        try {
            VersRange range = VersRange.normalize(text);
            return (_, version) -> {
                try {
                    return range.contains(version) ? Meant.YES : Meant.NO;
                } catch (InvalidVersionException e) {
                    return Meant.UNKNOWN;
                }
            };
        } catch (InvalidVersionException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static VersionScheme scheme(String type) {
        return VersionSchemes.forPurlType(type).orElse(SEMVER);
    }

    private static Condition equalTo(String wanted) {
        return (type, found) -> {
            if (found.equals(wanted)) return Meant.YES;
            Version version = version(scheme(type), wanted);
            // what is no version of that kind is nothing but itself
            return version == null ? Meant.NO : compared(scheme(type), found, version, order -> order == 0);
        };
    }

    private static Condition bounds(@Nullable String type, String condition) {
        List<Condition> all = new ArrayList<>();
        for (String part : decoded(condition).split(",", -1)) all.add(bound(type, part.strip()));
        return (typeOfFound, found) -> {
            Meant meant = Meant.YES;
            for (Condition bound : all) {
                Meant one = bound.of(typeOfFound, found);
                if (one == Meant.NO) return Meant.NO;
                if (one == Meant.UNKNOWN) meant = Meant.UNKNOWN;
            }
            return meant;
        };
    }

    private static String decoded(String condition) {
        try {
            return URLDecoder.decode(condition.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' is no condition on a version".formatted(condition), e);
        }
    }

    private static Condition bound(@Nullable String asked, String part) {
        int length = 0;
        while (length < part.length() && "<>=!".indexOf(part.charAt(length)) >= 0) length++;
        String operator = part.substring(0, length);
        IntPredicate test = switch (operator) {
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case ">" -> order -> order > 0;
            case ">=" -> order -> order >= 0;
            case "=", "==", "" -> order -> order == 0;
            case "!=" -> order -> order != 0;
            default ->
                throw new IllegalArgumentException(
                        "there is no '%s'; there are <, <=, >, >=, = and !=".formatted(operator));
        };
        String wanted = part.substring(length).strip();
        if (wanted.isEmpty() || (asked != null && version(scheme(asked), wanted) == null)) {
            throw new IllegalArgumentException("'%s' is no version of this kind".formatted(wanted));
        }
        return (type, found) -> {
            Version version = version(scheme(type), wanted);
            return version == null ? Meant.UNKNOWN : compared(scheme(type), found, version, test);
        };
    }

    private static Meant compared(VersionScheme scheme, String found, Version wanted, IntPredicate test) {
        Version version = version(scheme, found);
        if (version == null) return Meant.UNKNOWN;
        return test.test(version.compareTo(wanted)) ? Meant.YES : Meant.NO;
    }

    private static @Nullable Version version(VersionScheme scheme, String text) {
        try {
            return text.isEmpty() ? null : scheme.parse(text);
        } catch (InvalidVersionException e) {
            return null;
        }
    }
}
