// SPDX-License-Identifier: Apache-2.0
/// The alphabets and checksums that issuers build tokens with. A decoder answers `null` for a text that is not written
/// in
/// its alphabet.
@NullMarked
package dev.pomona.scanners.secrets.proof.encoding;

import org.jspecify.annotations.NullMarked;
