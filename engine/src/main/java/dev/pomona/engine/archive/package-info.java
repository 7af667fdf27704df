// SPDX-License-Identifier: Apache-2.0
/// Looks into archives without unpacking them: zip and its kin, tar, and compressed files. Start at
/// [ArchiveReader].
///
/// Everything here is fed by strangers: sizes, counts, names and offsets are believed only after a check, and
/// all work counts against [ArchiveBudget].
@NullMarked
package dev.pomona.engine.archive;

import org.jspecify.annotations.NullMarked;
