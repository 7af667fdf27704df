// SPDX-License-Identifier: Apache-2.0
/// Which vulnerabilities hold for which components, and what to do about them. Start at [ComponentMatcher].
///
/// Nothing here fetches or decides: advisories come from the index, verdicts are made by the policy.
@NullMarked
package dev.pomona.advisories.match;

import org.jspecify.annotations.NullMarked;
