// SPDX-License-Identifier: Apache-2.0
/// Statements about vulnerabilities in products, in the three notations in use: OpenVEX, CSAF 2.0 and
/// CycloneDX. Start at [VexReader].
@NullMarked
package dev.pomona.formats.vex;

import org.jspecify.annotations.NullMarked;
