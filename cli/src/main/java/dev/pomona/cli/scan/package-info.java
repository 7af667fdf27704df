// SPDX-License-Identifier: Apache-2.0
/// The `scan`, `sbom` and `replay` commands: from a folder to a report, its formats and an exit code. Start at
/// [ScanCommand].
@NullMarked
package dev.pomona.cli.scan;

import org.jspecify.annotations.NullMarked;
