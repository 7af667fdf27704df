// SPDX-License-Identifier: Apache-2.0
/// Each ecosystem's version order, and version ranges. Start at [VersionSchemes].
@NullMarked
package dev.pomona.versions;

import org.jspecify.annotations.NullMarked;
