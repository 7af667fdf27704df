// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import org.jspecify.annotations.Nullable;

/// How to get rid of a vulnerable component's flaws.
///
/// @param fixed the smallest version above the present one that removes this flaw; `null` when no source knows
///     one
/// @param clean the smallest version above the present one that removes *all* known flaws of the component;
///     `null` when there is none
public record Upgrade(@Nullable String fixed, @Nullable String clean) {}
