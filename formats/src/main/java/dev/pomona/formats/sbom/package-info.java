// SPDX-License-Identifier: Apache-2.0
/// Reads bills of materials that others wrote: CycloneDX 1.2 to 1.7 in JSON and XML, SPDX 2.2 and 2.3 in JSON.
/// They are read for their packages and graph and not checked against their schemas. Start at [SbomReader].
@NullMarked
package dev.pomona.formats.sbom;

import org.jspecify.annotations.NullMarked;
