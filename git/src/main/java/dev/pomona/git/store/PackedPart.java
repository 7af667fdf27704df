// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectType;
import java.util.Set;

/// Trees of deltas that follow each other in a pack's plan.
///
/// @param from the first root
/// @param to the node after the last tree
record PackedPart(Set<ObjectType> types, PackPlan plan, int from, int to, long weight) implements StorePart {}
