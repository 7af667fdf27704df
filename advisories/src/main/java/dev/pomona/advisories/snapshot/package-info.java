// SPDX-License-Identifier: Apache-2.0
/// What a verdict rests on: immutable snapshots of advisory data, kept in the user's cache folder.
///
/// ```
/// <cache>/advisories/
///   segments/<sha256>.seg     one source's data, indexed; named by its content, never changed
///   snapshots/<sha256>.json   which segments belong together; its own SHA-256 is the snapshot's id
///   current                   the id of the newest snapshot; replaced by renaming
///   state.json                volatile: when each source was last confirmed, and how to ask whether it changed
///   lock                      held by the one process that writes
///   tmp/                      unfinished work, swept by the next writer
///   starter/                  the starter pack, indexed on first use
/// ```
///
/// Readers take no lock: whatever they opened stays as it is. A writer that dies leaves the old snapshot or
/// the new one, never a mixture, because `current` is the last thing that changes. Start at [SnapshotStore].
@NullMarked
package dev.pomona.advisories.snapshot;

import org.jspecify.annotations.NullMarked;
