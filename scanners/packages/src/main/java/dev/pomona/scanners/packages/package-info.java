// SPDX-License-Identifier: Apache-2.0
/// Components: one package per ecosystem, each with its parsers and its scanner.
@NullMarked
package dev.pomona.scanners.packages;

import org.jspecify.annotations.NullMarked;
