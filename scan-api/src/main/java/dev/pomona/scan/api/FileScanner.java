// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// A scanner whose results for a file depend on that file's path and bytes alone, so that they can be cached by
/// digest.
public non-sealed interface FileScanner extends Scanner {

    /// Reports what is in the file. Whatever it throws ends this file for this scanner and becomes a gap.
    void scan(FileView file, Reporter reporter, ScanContext context);
}
