// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import dev.pomona.model.component.Digest;
import java.time.Instant;

/// What a verdict is a function of: the same six give the same bytes.
///
/// @param input over the paths and content digests of every file seen
/// @param advisories the id of the advisory snapshot; `none` when no advisory data was used
/// @param rules over the scanners, their rules and limits
/// @param policy over policy and waivers as read
/// @param engine the program's version
/// @param asOf the time at which expiry dates and ages were judged
public record VerdictInputs(
        Digest input, String advisories, Digest rules, Digest policy, String engine, Instant asOf) {}
