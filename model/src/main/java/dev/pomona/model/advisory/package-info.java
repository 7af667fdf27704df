// SPDX-License-Identifier: Apache-2.0
/// What the world says: advisories as their sources publish them, and the vulnerabilities that they are about.
///
/// An [Advisory] is one source's document; a [Vulnerability] is what advisories with shared aliases describe
/// together.
@NullMarked
package dev.pomona.model.advisory;

import org.jspecify.annotations.NullMarked;
