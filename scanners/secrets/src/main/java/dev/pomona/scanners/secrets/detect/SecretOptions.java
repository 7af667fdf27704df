// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

/// What a user may change of the search for secrets.
///
/// @param decodeDepth how many layers are taken off, at most; 0 for none
/// @param decodeBytes how many bytes are unpacked from one file, all layers together
/// @param steps how many steps the patterns of one rule may take in one file, besides a number in proportion to the
///     file's size
/// @param findings how many secrets are listed of one file
/// @param digestKey tells secrets apart
public record SecretOptions(int decodeDepth, long decodeBytes, long steps, int findings, DigestKey digestKey) {

    public static final SecretOptions DEFAULT =
            new SecretOptions(3, 32L << 20, 50_000_000, 10_000, DigestKey.published());

    public SecretOptions {
        if (decodeDepth < 0 || decodeBytes < 0 || steps < 0 || findings < 1) {
            throw new IllegalArgumentException("no limit is negative: %d layers, %d bytes, %d steps, %d findings"
                    .formatted(decodeDepth, decodeBytes, steps, findings));
        }
    }

    public SecretOptions withDigestKey(DigestKey newDigestKey) {
        return new SecretOptions(decodeDepth, decodeBytes, steps, findings, newDigestKey);
    }

    public SecretOptions withDecodeDepth(int newDecodeDepth) {
        return new SecretOptions(newDecodeDepth, decodeBytes, steps, findings, digestKey);
    }

    public SecretOptions withDecodeBytes(long newDecodeBytes) {
        return new SecretOptions(decodeDepth, newDecodeBytes, steps, findings, digestKey);
    }

    public SecretOptions withSteps(long newSteps) {
        return new SecretOptions(decodeDepth, decodeBytes, newSteps, findings, digestKey);
    }

    public SecretOptions withFindings(int newFindings) {
        return new SecretOptions(decodeDepth, decodeBytes, steps, newFindings, digestKey);
    }

    /// Everything that shapes a result, as a text; nothing of the key.
    public String configuration() {
        return "depth=%d bytes=%d steps=%d findings=%d key=%s"
                .formatted(decodeDepth, decodeBytes, steps, findings, digestKey.fingerprint());
    }
}
