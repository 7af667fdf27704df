// SPDX-License-Identifier: Apache-2.0
/// Why something that looks like a secret is none: placeholders, templates, references, hashes, and places where such
/// values are no secrets. Each answer is a short clause that a report can show beside what it left out. How random a
/// value looks is measured here too. Nothing here reads files or knows rules. Start at [Noise].
@NullMarked
package dev.pomona.scanners.secrets.noise;

import org.jspecify.annotations.NullMarked;
