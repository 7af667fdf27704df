// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

/// What a policy rule is asked about, once for each.
public enum Subject {
    FINDING,
    COMPONENT,
    /// The scan as a whole: artifact and completeness.
    SCAN
}
