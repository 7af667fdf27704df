// SPDX-License-Identifier: Apache-2.0
/// What an organisation decides: waivers, and the decision that a policy reached, with its reasons.
@NullMarked
package dev.pomona.model.decision;

import org.jspecify.annotations.NullMarked;
