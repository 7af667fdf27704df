// SPDX-License-Identifier: Apache-2.0
/// What readers of projects share whatever the ecosystem: the graph of a lock file, and paths within the
/// scanned tree.
@NullMarked
package dev.pomona.scanners.packages.project;

import org.jspecify.annotations.NullMarked;
