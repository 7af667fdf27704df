// SPDX-License-Identifier: Apache-2.0
/// Reads private keys in the forms that programs keep them in, and finds out whether their numbers belong together.
/// Start
/// at [PemText] for text with `-----BEGIN`, at [KeyReading] for what is found.
///
/// Only sizes that real keys have are worked on; nothing is decrypted but keystores under passwords everyone knows.
@NullMarked
package dev.pomona.scanners.secrets.proof.key;

import org.jspecify.annotations.NullMarked;
