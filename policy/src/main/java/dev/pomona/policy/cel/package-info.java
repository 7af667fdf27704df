// SPDX-License-Identifier: Apache-2.0
/// Policy rules in CEL: the types they are checked against, and their evaluation. The only package that loads CEL.
@NullMarked
package dev.pomona.policy.cel;

import org.jspecify.annotations.NullMarked;
