// SPDX-License-Identifier: Apache-2.0
/// Public advisory data as the database hands it from node to node, and which of it counts.
@NullMarked
package dev.pomona.store.advisory;

import org.jspecify.annotations.NullMarked;
