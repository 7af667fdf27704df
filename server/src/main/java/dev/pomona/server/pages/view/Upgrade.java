// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

/// An upgrade and what it removes of the findings that were looked at.
///
/// @param findings how many it removes
/// @param artifacts in how many artifacts
/// @param severity the rank of the worst
/// @param priority the sum of their priorities
/// @param rule of the most pressing
public record Upgrade(
        String purl,
        String fixed,
        int findings,
        int artifacts,
        int severity,
        boolean isExploited,
        long priority,
        String rule) {}
