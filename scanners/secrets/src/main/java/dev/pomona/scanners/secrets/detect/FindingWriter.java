// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.decode.Decoder;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes findings of sightings: this is where the secret is left behind. The same secret at several places of a file is
/// one finding with several places, unless marks allow some of them only.
final class FindingWriter {

    private final String path;
    private final DigestKey key;
    private final Map<List<String>, Integer> ordinals = new HashMap<>();
    /// Of all secrets of the file: none of them may be shown as the name of another.
    private final Set<String> values = new HashSet<>();

    /// The same secret in one file, allowed by marks or not.
    private record Group(String rule, String secret, boolean isMarked) {

        // written out: what is generated for records is linked when it is first called, which a short run notices
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Group group
                    && isMarked == group.isMarked
                    && rule.equals(group.rule)
                    && secret.equals(group.secret);
        }

        @Override
        public int hashCode() {
            return 31 * rule.hashCode() + secret.hashCode();
        }

        /// Nothing of the secret.
        @Override
        public String toString() {
            return "Group[%s]".formatted(rule);
        }
    }

    FindingWriter(String path, DigestKey key) {
        this.path = path;
        this.key = key;
    }

    /// @param sightings by place, none twice
    List<Found> write(List<Sighting> sightings) {
        var groups = new LinkedHashMap<Group, List<Sighting>>();
        for (Sighting sighting : sightings) {
            values.add(new String(sighting.value(), StandardCharsets.UTF_8));
            String secret = new String(sighting.value(), StandardCharsets.ISO_8859_1);
            var group = new Group(
                    sighting.rule().rule().id(), secret, !sighting.marks().isEmpty());
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(sighting);
        }
        var found = new ArrayList<Found>();
        groups.forEach((group, same) -> found.add(write(same, group.isMarked())));
        return found;
    }

    /// A file that is a secret by its path alone.
    Found writeFile(SecretRule rule) {
        var finding = new Finding(
                rule.ruleId(),
                Fingerprint.of(List.of("secret", rule.id(), path)),
                rule.severity(),
                rule.confidence(),
                "%s: its path is that of such files".formatted(rule.summary()),
                List.of(Location.of(path)),
                new Detail.Secret(
                        rule.summary(),
                        Proof.GENERIC,
                        "its path is that of such files",
                        "…",
                        null,
                        null,
                        List.of(),
                        rule.revoke(),
                        null,
                        null));
        return new Found(finding, rule, "", Map.of(), null);
    }

    private Found write(List<Sighting> same, boolean isMarked) {
        Sighting first = same.stream()
                .min(Comparator.comparing(Sighting::proof).reversed())
                .orElseThrow();
        SecretRule rule = first.rule().rule();
        String value = new String(first.value(), StandardCharsets.UTF_8);
        String redacted = Redaction.of(first.rule(), value);
        boolean isGuessable = Guessable.is(first, value, Redaction.fixedBytes(first.rule(), value));
        String digest = isGuessable && !key.isOwn() ? null : key.digest(first.value());
        String name = name(first);
        var finding = new Finding(
                rule.ruleId(),
                fingerprint(first, name, redacted, digest, isMarked),
                rule.severity(),
                first.confidence(),
                message(first, name),
                same.stream()
                        .map(sighting -> new Location(path, sighting.region()))
                        .distinct()
                        .toList(),
                new Detail.Secret(
                        rule.summary(),
                        first.proof(),
                        first.reason(),
                        redacted,
                        digest,
                        name,
                        Decoder.labels(first.layers()),
                        rule.revoke(),
                        null,
                        null),
                same.stream()
                        .flatMap(sighting -> sighting.marks().stream())
                        .map(this::withoutSecrets)
                        .toList());
        return new Found(finding, rule, value, first.groups(), first.key());
    }

    /// Survives moved lines: by the secret itself where it has a digest, else by what it is called, what that belongs
    /// to,
    /// and where both are the same, how many like it stand before it.
    private Fingerprint fingerprint(
            Sighting sighting, @Nullable String name, String redacted, @Nullable String digest, boolean isMarked) {
        var parts = new ArrayList<>(List.of("secret", sighting.rule().rule().id(), path));
        if (digest != null) {
            parts.add(digest);
            if (isMarked) parts.add("marked");
            return Fingerprint.of(parts);
        }
        parts.add(name == null ? "" : name);
        parts.add(redacted);
        if (!sighting.scope().isEmpty()) parts.add(sighting.scope());
        int ordinal = ordinals.merge(List.copyOf(parts), 1, Integer::sum);
        parts.add(Integer.toString(ordinal));
        return Fingerprint.of(parts);
    }

    private @Nullable String name(Sighting sighting) {
        String name = sighting.name();
        return name == null || values.contains(name) ? null : name;
    }

    /// A reason may quote what it is about.
    private AllowMark withoutSecrets(AllowMark mark) {
        boolean isQuoting = Stream.of(mark.reason().split("[\\s\"'`,;]+", -1)).anyMatch(values::contains);
        return isQuoting ? new AllowMark(mark.syntax(), mark.rules(), mark.until(), mark.owner(), "", mark.at()) : mark;
    }

    private static String message(Sighting sighting, @Nullable String name) {
        SecretRule rule = sighting.rule().rule();
        String where = name == null ? "" : " in '%s'".formatted(name);
        String packed = sighting.layers().isEmpty()
                ? ""
                : ", packed as %s"
                        .formatted(String.join(
                                " in ", Decoder.labels(sighting.layers().reversed())));
        String sure = switch (sighting.proof()) {
            case PROVEN -> "whoever can read this can use it";
            case PLAUSIBLE -> "if it is in force, whoever can read this can use it";
            case GENERIC -> "if it is a real one, whoever can read this can use it";
        };
        return "%s%s%s: %s".formatted(rule.summary(), where, packed, sure);
    }
}
