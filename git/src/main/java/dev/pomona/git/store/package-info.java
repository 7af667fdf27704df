// SPDX-License-Identifier: Apache-2.0
/// The object database: loose objects, packs, their indexes, alternates.
///
/// [ObjectStore] opens one and knows what is in it. [ObjectReader] reads single objects, or a [StorePart]
/// whole, in which each compressed stream is inflated once. Formats: Git's manual page `gitformat-pack`.
@NullMarked
package dev.pomona.git.store;

import org.jspecify.annotations.NullMarked;
