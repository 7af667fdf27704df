// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// A scanner that needs several files together: a manifest with its lock file, a build with its parents, an
/// archive with what it contains. Called once, after the walk, with every file it wanted.
public non-sealed interface ProjectScanner extends Scanner {

    /// Reports what is in the files. Whatever it throws ends this scanner and becomes its outcome: catch what
    /// belongs to one file, report it as a gap of that file, and go on with the others.
    void scan(FileSet files, Reporter reporter, ScanContext context);
}
