// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import java.time.Instant;

/// A condition on open findings. A list takes several, which all hold then.
public sealed interface FindingFilter {

    /// @param digest of the artifact
    record Artifact(String digest) implements FindingFilter {}

    /// @param purl of the component, with its version
    record Component(String purl) implements FindingFilter {}

    /// @param rule a vulnerability's id or a rule's
    record Rule(String rule) implements FindingFilter {}

    /// @param key of the project
    record Project(String key) implements FindingFilter {}

    /// @param key of the team whose projects they are in
    record Team(String key) implements FindingFilter {}

    /// @param key of an environment in which the artifact runs now
    record Environment(String key) implements FindingFilter {}

    /// @param person whose it is
    record Assignee(String person) implements FindingFilter {}

    record State(String state) implements FindingFilter {}

    record Kind(String kind) implements FindingFilter {}

    /// @param least a rank
    /// @param most a rank, not below the other
    record Severity(int least, int most) implements FindingFilter {

        /// This one and no other.
        public Severity(int rank) {
            this(rank, rank);
        }

        boolean isExact() {
            return least == most;
        }
    }

    record Exploited() implements FindingFilter {}

    /// There is a version without it.
    record Fixable() implements FindingFilter {}

    /// @param now what is due before has missed its service level
    record Late(Instant now) implements FindingFilter {}
}
