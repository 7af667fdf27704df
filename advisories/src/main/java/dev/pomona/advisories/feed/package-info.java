// SPDX-License-Identifier: Apache-2.0
/// Where advisory data comes from: buckets, catalogues and folders, over HTTP or from disk.
///
/// A [FeedSource] is what a configuration names; opened, it becomes one [AdvisoryFeed] for each set of data
/// that can be newer or older by itself (`osv/npm`, `kev`). Nothing here is kept: see `snapshot`.
@NullMarked
package dev.pomona.advisories.feed;

import org.jspecify.annotations.NullMarked;
