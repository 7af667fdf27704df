// SPDX-License-Identifier: Apache-2.0
/// A report's manifests as one list of components and one graph, which is how SBOM formats see a project.
@NullMarked
package dev.pomona.formats.inventory;

import org.jspecify.annotations.NullMarked;
