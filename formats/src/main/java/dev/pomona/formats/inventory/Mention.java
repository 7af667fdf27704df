// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.inventory;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import org.jspecify.annotations.Nullable;

/// One manifest's word about a package.
///
/// @param component `null` where the manifest calls it its root
record Mention(Purl purl, Manifest manifest, @Nullable Component component) {}
