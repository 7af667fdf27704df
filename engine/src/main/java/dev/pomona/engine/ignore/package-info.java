// SPDX-License-Identifier: Apache-2.0
/// What a walk leaves out: patterns as in `.gitignore`, files of them, and how they override each other.
@NullMarked
package dev.pomona.engine.ignore;

import org.jspecify.annotations.NullMarked;
