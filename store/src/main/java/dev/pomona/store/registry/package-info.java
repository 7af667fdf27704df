// SPDX-License-Identifier: Apache-2.0
/// Registries of images that are watched, and what was seen in them.
@NullMarked
package dev.pomona.store.registry;

import org.jspecify.annotations.NullMarked;
