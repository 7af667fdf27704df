// SPDX-License-Identifier: Apache-2.0
/// Julia packages that Pkg has resolved. Start at [JuliaScanner].
@NullMarked
package dev.pomona.scanners.packages.julia;

import org.jspecify.annotations.NullMarked;
