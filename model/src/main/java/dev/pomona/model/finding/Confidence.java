// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

/// How sure a finding is, apart from how bad it is.
public enum Confidence {
    LOW,
    MEDIUM,
    HIGH
}
