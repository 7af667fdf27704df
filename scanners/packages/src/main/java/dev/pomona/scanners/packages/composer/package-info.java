// SPDX-License-Identifier: Apache-2.0
/// PHP's Composer: lock file, manifest and the list of what is installed. Start at [ComposerScanner].
@NullMarked
package dev.pomona.scanners.packages.composer;

import org.jspecify.annotations.NullMarked;
