// SPDX-License-Identifier: Apache-2.0
/// What readers of lock files share, whatever the ecosystem: the file with a way to say what is wrong with it
/// ([Source]) and the graph that becomes a manifest ([ResolvedGraph]). Nothing here knows a format.
@NullMarked
package dev.pomona.scanners.packages.locked;

import org.jspecify.annotations.NullMarked;
