// SPDX-License-Identifier: Apache-2.0
/// Components of sbt builds that keep a lock file. Start at [SbtScanner].
@NullMarked
package dev.pomona.scanners.packages.sbt;

import org.jspecify.annotations.NullMarked;
