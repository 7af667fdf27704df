// SPDX-License-Identifier: Apache-2.0
/// Looks for secrets in one text: where a keyword stands, the rules of that keyword look; what they see is judged, what
/// is
/// seen twice is kept once, and what is left becomes findings that hold nothing of the secret. Start at
/// [SecretDetector].
@NullMarked
package dev.pomona.scanners.secrets.detect;

import org.jspecify.annotations.NullMarked;
