// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.model.report.Gap;

/// Is told what a walk comes by.
public interface WalkVisitor {

    void file(WalkedFile file);

    /// A file or a whole folder was left out because an ignore rule says so.
    void ignored();

    void gap(Gap.Kind kind, String path, String message);

    /// Whether anyone would want a file of this name; decides whether one that can't be read is worth a gap.
    boolean isOfInterest(String path);

    /// Whether the walk is to end now.
    boolean isStopped();
}
