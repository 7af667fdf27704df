// SPDX-License-Identifier: Apache-2.0
/// Components of Gradle builds: lock files, version catalogues, verification metadata, and what build scripts
/// state literally. Start at [GradleScanner].
@NullMarked
package dev.pomona.scanners.packages.gradle;

import org.jspecify.annotations.NullMarked;
