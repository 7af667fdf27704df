// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Finding;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.Map;

/// A finding and the secret that it is about, for asking the issuer. Only the finding may go anywhere else.
///
/// @param value the secret itself
/// @param groups what the pattern's named groups matched: parts of the secret, or what belongs to it
public record Found(Finding finding, SecretRule rule, String value, Map<String, String> groups) {

    public Found {
        groups = Map.copyOf(groups);
    }

    /// Nothing of the secret.
    @Override
    public String toString() {
        return "Found[%s]".formatted(finding);
    }
}
