// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Region;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.decode.Layer;
import dev.pomona.scanners.secrets.proof.key.PublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A secret that one rule saw at one place. It holds the secret, so it goes no further than this package.
///
/// @param text what tells the texts of a file apart; the same object for all parts of the file's own text
/// @param start where the secret starts in that text
/// @param sourceStart where it, or what it is packed in, starts in the file's own text
/// @param scope what the place belongs to in the file
/// @param key the public key of a private one, to look for in other files
/// @param isRewritten whether it is written with escapes, which have been taken off
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
record Sighting(
        CompiledRule rule,
        Object text,
        long start,
        long end,
        long sourceStart,
        long sourceEnd,
        Region region,
        List<Layer> layers,
        boolean isRewritten,
        Proof proof,
        String reason,
        boolean isDoubtful,
        @Nullable PublicKey key,
        @Nullable String name,
        String scope,
        byte[] value,
        Map<String, String> groups,
        List<AllowMark> marks) {

    /// The provider of rules that know no issuer.
    private static final String ANYONE = "Generic";

    /// The most specific first: of two that see the same secret, the first is kept.
    static final Comparator<Sighting> SPECIFIC = Comparator.comparing(Sighting::proof)
            .reversed()
            .thenComparing(sighting -> sighting.rule.rule().provider().equals(ANYONE))
            .thenComparing(sighting -> !sighting.isRewritten)
            .thenComparingInt(sighting -> sighting.layers.size())
            .thenComparing(sighting -> sighting.rule.rule().isGeneric())
            .thenComparing(Comparator.comparing(Sighting::confidence).reversed())
            .thenComparing(Comparator.comparing(
                            (Sighting sighting) -> sighting.rule.rule().severity())
                    .reversed())
            .thenComparing(Comparator.comparingLong(Sighting::length).reversed())
            .thenComparing(sighting -> sighting.rule.rule().id())
            .thenComparingLong(Sighting::sourceStart)
            .thenComparingLong(Sighting::start);

    static final Comparator<Sighting> PLACE = Comparator.comparingLong(Sighting::sourceStart)
            .thenComparingLong(Sighting::start)
            .thenComparing(sighting -> sighting.rule.rule().id());

    /// How often such a sighting is a real secret.
    Confidence confidence() {
        if (isDoubtful) return Confidence.LOW;
        return proof == Proof.PROVEN ? Confidence.HIGH : rule.rule().confidence();
    }

    long length() {
        return end - start;
    }

    /// Whether both see the same secret, or one sees a part of what the other sees.
    boolean overlaps(Sighting other) {
        if (text.equals(other.text)) return start < other.end && other.start < end;
        if (sourceStart >= other.sourceEnd || other.sourceStart >= sourceEnd) return false;
        return Arrays.equals(value, other.value) || isAround(other) || other.isAround(this);
    }

    private boolean isAround(Sighting other) {
        return layers.isEmpty() && start <= other.sourceStart && other.sourceEnd <= end;
    }

    @Override
    public String toString() {
        return "Sighting[%s, %s]".formatted(rule.rule().id(), region);
    }
}
