// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import java.util.List;
import java.util.Optional;

/// The files that a [ProjectScanner] wanted.
public interface FileSet {

    /// Facts of all of them, sorted by path.
    List<FileFacts> all();

    /// The content of one of them; empty when it is not in the set.
    Optional<FileView> find(String path);
}
