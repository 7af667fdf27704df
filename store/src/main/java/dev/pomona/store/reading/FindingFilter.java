// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the open findings; `null` and `false` mean any.
///
/// @param artifact its id
/// @param rule a vulnerability's id or a rule's
/// @param project its key
/// @param environment the key of one in which the artifact runs now
/// @param isLate whether its service level is missed
/// @param assignee whose it is
public record FindingFilter(
        @Nullable Long artifact,
        @Nullable String rule,
        @Nullable Integer severity,
        @Nullable String state,
        @Nullable String project,
        @Nullable String environment,
        @Nullable String kind,
        @Nullable String assignee,
        boolean isExploited,
        boolean isFixable,
        boolean isLate) {

    public static final FindingFilter ALL =
            new FindingFilter(null, null, null, null, null, null, null, null, false, false, false);

    public static FindingFilter ofArtifact(long artifact) {
        return new FindingFilter(artifact, null, null, null, null, null, null, null, false, false, false);
    }

    public FindingFilter of(String person) {
        return new FindingFilter(
                artifact, rule, severity, state, project, environment, kind, person, isExploited, isFixable, isLate);
    }

    public FindingFilter exploited() {
        return new FindingFilter(
                artifact, rule, severity, state, project, environment, kind, assignee, true, isFixable, isLate);
    }

    public FindingFilter fixable() {
        return new FindingFilter(
                artifact, rule, severity, state, project, environment, kind, assignee, isExploited, true, isLate);
    }

    /// The orders that an index serves: one rule may hold for millions, and they stand by priority only.
    public Set<FindingSort> sorts() {
        return rule != null && artifact == null ? EnumSet.of(FindingSort.PRIORITY) : EnumSet.allOf(FindingSort.class);
    }
}
