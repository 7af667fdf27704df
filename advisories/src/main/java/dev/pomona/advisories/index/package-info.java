// SPDX-License-Identifier: Apache-2.0
/// The advisory index: immutable files of advisories, exploited vulnerabilities or scores, mapped into memory.
///
/// A file is called a segment; one holds one source's records of one ecosystem. [SegmentWriter] makes them,
/// [Segment#open] maps one, [AdvisoryIndex] answers questions over several. Any number of threads and processes
/// may read; nobody ever writes to an existing file. The layout of a file is described at [SegmentFile].
@NullMarked
package dev.pomona.advisories.index;

import org.jspecify.annotations.NullMarked;
