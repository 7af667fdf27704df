// SPDX-License-Identifier: Apache-2.0
/// Goes over a target once, folder by folder, holding nothing of files nobody asks for. Start at [Walk].
@NullMarked
package dev.pomona.engine.walk;

import org.jspecify.annotations.NullMarked;
