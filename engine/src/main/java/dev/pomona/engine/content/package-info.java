// SPDX-License-Identifier: Apache-2.0
/// The bytes of files while they are looked at: in memory, mapped, or spilled to the scratch folder, always
/// within a budget. Start at [Content].
@NullMarked
package dev.pomona.engine.content;

import org.jspecify.annotations.NullMarked;
