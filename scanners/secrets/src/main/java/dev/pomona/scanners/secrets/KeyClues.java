// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.proof.key.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What files say about keys: which public keys and certificates they show, and which private keys were found in them.
/// Where both are the same key, `KeyPairs` brings them together.
public final class KeyClues {

    /// A chain of certificates is a tenth of this; a bundle of all that browsers trust is larger, and has no private
    /// keys beside it.
    private static final int LARGEST = 128 << 10;

    private static final byte DER_SEQUENCE = 0x30;

    private static final String ABOUT_KEY = "key ";
    private static final String FINDING = "finding ";

    private static final Set<String> ENDINGS =
            Set.of("bundle", "ca-bundle", "cer", "cert", "chain", "crt", "der", "key", "pem", "pub");

    private static final Set<String> NAMES =
            Set.of("authorized_keys", "cert", "certificate", "chain", "fullchain", "public", "public_key", "publickey");

    private KeyClues() {}

    /// Whether a file is named as those with certificates and public keys are, and no larger.
    public static boolean isLookedAt(FileFacts file) {
        if (file.size() > LARGEST) return false;
        String name = file.name().toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// The certificates and public keys that a file shows.
    ///
    /// @param content of a file that [#isLookedAt]
    public static List<Clue> shown(String path, byte[] content) {
        List<PublicKeys.Shown> shown = content.length > 0 && content[0] == DER_SEQUENCE
                ? PublicKeys.inDer(content)
                : PublicKeys.in(new String(content, StandardCharsets.ISO_8859_1));
        return shown.stream()
                .map(one -> new Clue(path, ABOUT_KEY + one.key().digest(), one.form()))
                .toList();
    }

    /// The private keys among what was found in a file.
    public static List<Clue> found(List<Found> found) {
        var clues = new ArrayList<Clue>();
        for (Found one : found) {
            if (one.key() == null) continue;
            String path = one.finding().locations().getFirst().path();
            String finding = FINDING + one.finding().fingerprint().hex();
            clues.add(new Clue(path, ABOUT_KEY + one.key().digest(), finding));
        }
        return clues;
    }

    static boolean isAboutKey(Clue clue) {
        return clue.about().startsWith(ABOUT_KEY);
    }

    /// Whether the clue is of a private key.
    static boolean isOfFinding(Clue clue) {
        return clue.says().startsWith(FINDING);
    }

    /// The fingerprint of the finding that the clue is of.
    static String fingerprint(Clue clue) {
        return clue.says().substring(FINDING.length());
    }
}
