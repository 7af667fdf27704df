// SPDX-License-Identifier: Apache-2.0
/// Reads `policy.yaml` and `waivers.yaml`. Every mistake is collected with its place, so that a person sees all at
/// once.
@NullMarked
package dev.pomona.policy.document;

import org.jspecify.annotations.NullMarked;
