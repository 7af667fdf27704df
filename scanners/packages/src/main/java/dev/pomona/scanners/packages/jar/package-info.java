// SPDX-License-Identifier: Apache-2.0
/// Components of Java archives: what an archive is, what was shaded into it, what lies in it. Start at
/// [JarScanner].
@NullMarked
package dev.pomona.scanners.packages.jar;

import org.jspecify.annotations.NullMarked;
