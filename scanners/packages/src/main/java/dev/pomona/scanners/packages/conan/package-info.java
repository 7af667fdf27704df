// SPDX-License-Identifier: Apache-2.0
/// C and C++ packages that Conan 1 or 2 has locked. Start at [ConanScanner].
@NullMarked
package dev.pomona.scanners.packages.conan;

import org.jspecify.annotations.NullMarked;
