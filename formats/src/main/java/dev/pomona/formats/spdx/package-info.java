// SPDX-License-Identifier: Apache-2.0
/// Writes a report as an SPDX 2.3 document (ISO/IEC 5962) in JSON. Start at [SpdxWriter].
@NullMarked
package dev.pomona.formats.spdx;

import org.jspecify.annotations.NullMarked;
