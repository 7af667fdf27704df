// SPDX-License-Identifier: Apache-2.0
/// Components of JavaScript projects: npm, Yarn, pnpm and Bun lock files, `package.json`, installed packages.
///
/// [NpmScanner] reads lock files together with the `package.json` files that they resolve; each format
/// fills a [LockGraph], which decides scope and relation and becomes the manifest.
/// [InstalledPackageScanner] reads what lies in `node_modules`.
@NullMarked
package dev.pomona.scanners.packages.npm;

import org.jspecify.annotations.NullMarked;
