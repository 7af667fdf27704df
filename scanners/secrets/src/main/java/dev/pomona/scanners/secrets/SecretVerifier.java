// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scanners.secrets.detect.Found;

/// Is told of each secret that was found, while the secret itself is still at hand, so that it can ask the issuer
/// later. A scanner opens no connection: whoever starts the scan gives it one of these.
///
/// What it takes must stay in memory, and findings of a scan with one must not come from a cache.
@FunctionalInterface
public interface SecretVerifier {

    /// Called by each thread that scans.
    void take(Found found);
}
