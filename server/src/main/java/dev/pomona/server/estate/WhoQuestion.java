// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.versions.InvalidVersionException;
import dev.pomona.versions.VersRange;
import dev.pomona.versions.Version;
import dev.pomona.versions.VersionScheme;
import dev.pomona.versions.VersionSchemes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A package, and which of its versions: `pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1`.
///
/// Behind `@` stands one version, or bounds that all must hold, joined by commas (`>=1,<2`, `=1.0`,
/// `!=1.5`), or a range of its own after a blank or another `@`: `vers:maven/>=1.0|<2.0`. Without
/// any, all versions are meant.
public final class WhoQuestion {

    private static final int LONGEST = 4096;

    private static final VersionScheme SEMVER =
            VersionSchemes.named("semver").orElseThrow(() -> new IllegalStateException("no SemVer"));

    private final Purl coordinates;
    private final Predicate<String> versions;

    private WhoQuestion(Purl coordinates, Predicate<String> versions) {
        this.coordinates = coordinates;
        this.versions = versions;
    }

    /// @throws IllegalArgumentException when it is none, in words for whoever asks
    public static WhoQuestion parse(String text) {
        String question = text.strip();
        if (question.length() > LONGEST) throw new IllegalArgumentException("the question is too long");
        if (!question.startsWith("pkg:")) {
            throw new IllegalArgumentException(
                    "a package is asked for as 'pkg:type/name', but got '%s'".formatted(text));
        }
        int range = question.indexOf("vers:");
        if (range > 0) {
            String left = question.substring(0, range).strip();
            Purl purl = purl(left.endsWith("@") ? left.substring(0, left.length() - 1) : left);
            return new WhoQuestion(purl, vers(question.substring(range)));
        }
        int at = question.lastIndexOf('@');
        // the name of an npm scope may begin with it
        if (at <= question.lastIndexOf('/')) return new WhoQuestion(purl(question), _ -> true);
        String condition = question.substring(at + 1);
        if (condition.isEmpty()) throw new IllegalArgumentException("nothing stands behind '@'");
        if (!isCondition(condition)) {
            Purl purl = purl(question);
            String wanted = String.valueOf(purl.version());
            return new WhoQuestion(purl.withVersion(null), equalTo(purl.type(), wanted));
        }
        Purl purl = purl(question.substring(0, at));
        return new WhoQuestion(purl, bounds(purl.type(), condition));
    }

    /// The package, without a version.
    public Purl coordinates() {
        return coordinates;
    }

    /// Whether a version is meant. One that nobody resolved is only where all are.
    public boolean includes(@Nullable String version) {
        return versions.test(version == null ? "" : version);
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

    private static Predicate<String> vers(String text) {
        try {
            VersRange range = VersRange.normalize(text);
            return version -> {
                try {
                    return !version.isEmpty() && range.contains(version);
                } catch (InvalidVersionException e) {
                    return false;
                }
            };
        } catch (InvalidVersionException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static VersionScheme scheme(String type) {
        return VersionSchemes.forPurlType(type).orElse(SEMVER);
    }

    private static Predicate<String> equalTo(String type, String wanted) {
        VersionScheme scheme = scheme(type);
        Version version = version(scheme, wanted);
        if (version == null) return wanted::equals;
        return found -> found.equals(wanted) || compared(scheme, found, version, order -> order == 0);
    }

    private static Predicate<String> bounds(String type, String condition) {
        VersionScheme scheme = scheme(type);
        List<Predicate<String>> all = new ArrayList<>();
        for (String part : decoded(condition).split(",", -1)) all.add(bound(scheme, part.strip()));
        return found -> !found.isEmpty() && all.stream().allMatch(bound -> bound.test(found));
    }

    private static String decoded(String condition) {
        try {
            return URLDecoder.decode(condition.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' is no condition on a version".formatted(condition), e);
        }
    }

    private static Predicate<String> bound(VersionScheme scheme, String part) {
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
        Version version = version(scheme, wanted);
        if (version == null) throw new IllegalArgumentException("'%s' is no version of this kind".formatted(wanted));
        return found -> compared(scheme, found, version, test);
    }

    private static boolean compared(VersionScheme scheme, String found, Version wanted, IntPredicate test) {
        Version version = version(scheme, found);
        return version != null && test.test(version.compareTo(wanted));
    }

    private static @Nullable Version version(VersionScheme scheme, String text) {
        try {
            return text.isEmpty() ? null : scheme.parse(text);
        } catch (InvalidVersionException e) {
            return null;
        }
    }
}
