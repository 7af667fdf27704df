// SPDX-License-Identifier: Apache-2.0
/// What others must be told, kept until they were.
@NullMarked
package dev.pomona.store.delivery;

import org.jspecify.annotations.NullMarked;
