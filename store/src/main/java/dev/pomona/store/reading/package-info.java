// SPDX-License-Identifier: Apache-2.0
/// Lists for pages and the API: a page at a time, behind a cursor, in the order of an index.
/// Nothing here counts.
@NullMarked
package dev.pomona.store.reading;

import org.jspecify.annotations.NullMarked;
