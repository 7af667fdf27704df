// SPDX-License-Identifier: Apache-2.0
/// What several tests of this module share.
@NullMarked
package dev.pomona.advisories;

import org.jspecify.annotations.NullMarked;
