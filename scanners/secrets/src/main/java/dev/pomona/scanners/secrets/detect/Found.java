// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Finding;
import dev.pomona.scanners.secrets.proof.key.PublicKey;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finding and the secret that it is about, for asking the issuer. Only the finding may go anywhere else.
///
/// @param value the secret itself
/// @param groups what the pattern's named groups matched: parts of the secret, or what belongs to it
/// @param key the public key of a private one that nothing beside it belongs to, to look for in other files; else
///     `null`
public record Found(
        Finding finding,
        SecretRule rule,
        String value,
        Map<String, String> groups,
        @Nullable PublicKey key) {

    public Found {
        groups = Map.copyOf(groups);
    }

    /// The same with another text of the finding.
    public Found with(Finding other) {
        return new Found(other, rule, value, groups, key);
    }

    /// Nothing of the secret.
    @Override
    public String toString() {
        return "Found[%s]".formatted(finding);
    }
}
