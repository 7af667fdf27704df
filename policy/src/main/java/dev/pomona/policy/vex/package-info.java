// SPDX-License-Identifier: Apache-2.0

/// What follows from statements about vulnerabilities (VEX) that differ.
@NullMarked
package dev.pomona.policy.vex;

import org.jspecify.annotations.NullMarked;
