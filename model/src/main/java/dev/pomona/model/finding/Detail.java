// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is particular to one kind of finding. Sealed, so that a new kind does not compile until every report
/// handles it.
public sealed interface Detail {

    /// A component with a known vulnerability, or a malicious one.
    ///
    /// @param claims every source's reason, sorted by source and advisory id; at least one
    /// @param path the shortest way from the project to the component, both ends included; only the component
    ///     itself when the manifest states no graph
    record VulnerableComponent(
            Component component, Vulnerability vulnerability, List<Claim> claims, List<Purl> path, Upgrade upgrade)
            implements Detail {

        public VulnerableComponent {
            claims = List.copyOf(claims);
            path = List.copyOf(path);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s on %s has no claim".formatted(vulnerability.id(), component.purl()));
            }
        }
    }

    /// A credential that should not be where it is. Its value is nowhere in here: only what tells it from others.
    ///
    /// @param title what it is, e.g. `GitHub personal access token`
    /// @param proof how well the text shows it, and `proofReason` why, in one clause
    /// @param redacted what may be shown of it: the issuer's own prefix at most, and its length
    /// @param digest the first 128 bits of an HMAC-SHA-256 of the value, in hexadecimal, equal wherever the
    ///     same value is; `null` when the value could be guessed from it and no key of one's own is set
    /// @param name the variable, key or element that it is given to; `null` when it stands alone
    /// @param layers how it was packed, from outside in, e.g. `base64`, `gzip`; empty when it stands in the open
    /// @param remedy how to revoke it and what to do instead, in one or two sentences
    /// @param verification what the issuer said; `null` when nobody asked
    /// @param history where it is in the history; `null` when files were scanned
    record Secret(
            String title,
            Proof proof,
            String proofReason,
            String redacted,
            @Nullable String digest,
            @Nullable String name,
            List<String> layers,
            String remedy,
            @Nullable Verification verification,
            @Nullable History history)
            implements Detail {

        public Secret {
            layers = List.copyOf(layers);
        }

        /// The same with another reason for its proof.
        public Secret because(String reason) {
            return new Secret(title, proof, reason, redacted, digest, name, layers, remedy, verification, history);
        }
    }
}
