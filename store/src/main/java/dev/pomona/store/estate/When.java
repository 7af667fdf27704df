// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import java.time.Instant;

/// At which time something is asked: now, or in the past on one of two axes.
public sealed interface When {

    record Now() implements When {}

    /// What was so at a time, as far as we know today.
    record True(Instant at) implements When {}

    /// What we knew at a time.
    record Known(Instant at) implements When {}
}
