// SPDX-License-Identifier: Apache-2.0
/// CISA's catalogue of known exploited vulnerabilities, in its JSON form. Start at [KevReader].
@NullMarked
package dev.pomona.formats.kev;

import org.jspecify.annotations.NullMarked;
