// SPDX-License-Identifier: Apache-2.0
/// Writes a report as a CycloneDX bill of materials (ECMA-424) in JSON. Start at [CycloneDxWriter].
@NullMarked
package dev.pomona.formats.cyclonedx;

import org.jspecify.annotations.NullMarked;
