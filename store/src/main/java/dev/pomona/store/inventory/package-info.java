// SPDX-License-Identifier: Apache-2.0
/// Bills of materials: what was received, and which components are in which artifact.
@NullMarked
package dev.pomona.store.inventory;

import org.jspecify.annotations.NullMarked;
