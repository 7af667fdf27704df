// SPDX-License-Identifier: Apache-2.0
/// From facts, policy, waivers and a time to a decision: a pure function. Start at [Decider].
///
/// Nothing here reads a clock or a file. CEL is loaded only when a policy of the user's own is read: the built-in one
/// is
/// evaluated natively, and a test holds it equal to its CEL form.
@NullMarked
package dev.pomona.policy;

import org.jspecify.annotations.NullMarked;
