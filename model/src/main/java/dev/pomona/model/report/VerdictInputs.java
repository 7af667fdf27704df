// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import dev.pomona.model.component.Digest;
import java.time.Instant;

/// What a verdict is a function of: the same six give the same bytes.
///
/// @param input over paths and sizes of every file walked, ignored ones left out, and over paths and content
///     digests of every file and archive entry that a scanner wanted: what no scanner reads can change a size
///     but no verdict
/// @param advisories the id of the advisory snapshot; `none` when no advisory data was used
/// @param rules over the scanners, their rules and limits
/// @param policy over policy and waivers as read
/// @param engine the program's version
/// @param asOf the time at which expiry dates and ages were judged
public record VerdictInputs(Digest input, String advisories, Digest rules, Digest policy, String engine, Instant asOf) {

    /// In place of a snapshot's id.
    public static final String NO_ADVISORIES = "none";
}
