// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import dev.pomona.model.component.Location;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mark in the scanned files by which their author allows a finding: a comment beside it, or an entry of another
/// tool's ignore file. It is seen like the finding itself; what it is worth is decided when the finding is judged.
///
/// @param syntax what it is written in: `pomona:allow`, `gitleaks:allow`, `.secrets.baseline` …
/// @param rules ids of the rules it is about; empty when it is about whatever stands there
/// @param until the last day on which it holds; `null` when it states none
/// @param owner who allows it; empty when it does not say
/// @param reason why; empty when it does not say
/// @param at where the mark itself stands
public record AllowMark(
        String syntax, List<String> rules, @Nullable LocalDate until, String owner, String reason, Location at) {

    public AllowMark {
        rules = List.copyOf(rules);
    }
}
