// SPDX-License-Identifier: Apache-2.0
/// Reads what describes images in registries and in folders: descriptors, manifests, indexes and configurations (OCI
/// Image Format Specification 1.1, and Docker's image manifest version 2, which is the same where it matters here).
@NullMarked
package dev.pomona.formats.oci;

import org.jspecify.annotations.NullMarked;
