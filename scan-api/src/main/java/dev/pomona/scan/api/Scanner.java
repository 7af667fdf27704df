// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// A plug-in that looks at files: one by one ([FileScanner]) or all of a kind together ([ProjectScanner]).
///
/// Stateless and thread-safe.
public sealed interface Scanner permits FileScanner, ProjectScanner {

    ScannerInfo info();

    /// What shapes its results besides its version: a digest of its rules and options. The same text, the same results
    /// for the same files; cached results of another text are dropped. Empty when there is nothing.
    default String configuration() {
        return "";
    }

    /// Whether the scanner wants the content of this file. Called for every file of the target: compare
    /// strings, nothing more.
    boolean wants(FileFacts file);
}
