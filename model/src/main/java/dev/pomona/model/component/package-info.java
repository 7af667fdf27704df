// SPDX-License-Identifier: Apache-2.0
/// What is found in an artifact: components, where they stand, how they depend on each other.
///
/// Nothing here says whether a component is good or bad: see `advisory` and `finding`. Start at [Component].
@NullMarked
package dev.pomona.model.component;

import org.jspecify.annotations.NullMarked;
