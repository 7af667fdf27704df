// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scanners.secrets.detect.Found;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells of private keys which certificate or public key in their folder belongs to them.
public final class KeyPairs {

    /// What belongs to the finding of a fingerprint.
    private final Map<String, Clue> beside = new HashMap<>();

    private record Place(String folder, String about) {}

    /// @param clues of [KeyClues], also of private keys; others are left out of account
    public KeyPairs(Collection<Clue> clues) {
        Map<Place, Clue> shown = new HashMap<>();
        for (Clue clue : clues) {
            if (KeyClues.isAboutKey(clue) && !KeyClues.isOfFinding(clue)) {
                shown.merge(place(clue), clue, KeyPairs::better);
            }
        }
        for (Clue clue : clues) {
            if (!KeyClues.isAboutKey(clue) || !KeyClues.isOfFinding(clue)) continue;
            Clue other = shown.get(place(clue));
            if (other != null && !other.path().equals(clue.path())) beside.put(KeyClues.fingerprint(clue), other);
        }
    }

    /// Whether nothing belongs together.
    public boolean isEmpty() {
        return beside.isEmpty();
    }

    /// What was found, with what belongs to private keys.
    public List<Found> told(List<Found> found) {
        return found.stream().map(one -> one.with(told(one.finding()))).toList();
    }

    Finding told(Finding finding) {
        Clue other = beside.get(finding.fingerprint().hex());
        if (other == null || !(finding.detail() instanceof Detail.Secret secret)) return finding;
        String name = new FileFacts(other.path(), 0, false).name();
        String reason = "%s, and it matches the %s in %s".formatted(secret.proofReason(), other.says(), name);
        return finding.with(secret.because(reason));
    }

    private static Place place(Clue clue) {
        return new Place(new FileFacts(clue.path(), 0, false).folder(), clue.about());
    }

    /// A certificate says more than a public key; of two of a kind, the first by its path.
    private static Clue better(Clue one, Clue other) {
        int order = one.says().compareTo(other.says());
        if (order == 0) order = one.path().compareTo(other.path());
        return order <= 0 ? one : other;
    }
}
