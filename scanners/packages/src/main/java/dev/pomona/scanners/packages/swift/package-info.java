// SPDX-License-Identifier: Apache-2.0
/// Packages that the Swift package manager has resolved. Start at [SwiftScanner].
@NullMarked
package dev.pomona.scanners.packages.swift;

import org.jspecify.annotations.NullMarked;
