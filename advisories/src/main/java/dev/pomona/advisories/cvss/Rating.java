// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.SeverityRating;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a source's rating says in our scale.
///
/// Of several ratings the one in the newest notation decides: CVSS 4.0 before 3.1 before 3.0 before 2.0 before
/// a word. Among those of the same notation the worst decides, whoever gave it: of two opinions the more
/// careful.
///
/// @param rank of the notation; the higher decides
/// @param score `null` for a word
/// @param vector as published; `null` for a word
public record Rating(
        int rank,
        Severity severity,
        @Nullable Double score,
        @Nullable String vector) {

    private static final Comparator<Rating> ORDER = Comparator.comparingInt(Rating::rank)
            .thenComparing(Rating::score, Comparator.nullsFirst(Comparator.<Double>naturalOrder()))
            .thenComparing(Rating::severity)
            .thenComparing(Rating::vector, Comparator.nullsFirst(Comparator.<String>reverseOrder()));

    /// Empty for a vector that is none and for a word that says nothing of severity.
    public static Optional<Rating> of(SeverityRating rating) {
        return switch (rating.notation()) {
            case CVSS_2, CVSS_3, CVSS_4 -> ofVector(rating.value());
            case WORD -> ofWord(rating.value());
        };
    }

    /// The one that decides; empty when none of them says anything.
    public static Optional<Rating> deciding(Collection<SeverityRating> ratings) {
        return ratings.stream().flatMap(rating -> of(rating).stream()).max(ORDER);
    }

    private static Optional<Rating> ofVector(String text) {
        try {
            CvssVector vector = CvssVector.parse(text);
            int rank = rankOf(vector.version());
            return Optional.of(new Rating(rank, vector.severity(), vector.score(), vector.toString()));
        } catch (InvalidVectorException e) {
            return Optional.empty();
        }
    }

    private static int rankOf(CvssVector.Version version) {
        return switch (version) {
            case V2 -> 1;
            case V3_0 -> 2;
            case V3_1 -> 3;
            case V4_0 -> 4;
        };
    }

    /// The words of GitHub, Red Hat, Ubuntu, Debian, SUSE, Bitnami and others. RustSec's notices of something
    /// that is no flaw (`unmaintained`, `notice`) count as none.
    private static Optional<Rating> ofWord(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical" -> Optional.of(word(Severity.CRITICAL));
            case "high", "important" -> Optional.of(word(Severity.HIGH));
            case "medium", "moderate" -> Optional.of(word(Severity.MEDIUM));
            case "low", "minor" -> Optional.of(word(Severity.LOW));
            case "none", "negligible", "unimportant", "informational", "unmaintained", "notice" ->
                Optional.of(word(Severity.NONE));
            default -> Optional.empty();
        };
    }

    private static Rating word(Severity severity) {
        return new Rating(0, severity, null, null);
    }
}
