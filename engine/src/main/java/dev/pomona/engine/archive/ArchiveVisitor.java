// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Content;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;

/// Is shown the files of an archive, in its own order.
public interface ArchiveVisitor {

    /// Called once for every file in the archive, with the size it claims.
    ///
    /// @return whether its content is to be read
    boolean wants(FileFacts facts);

    /// Called for every file that was wanted and could be read.
    ///
    /// @param content valid during the call only
    void visit(FileFacts facts, Content content);

    void gap(Gap.Kind kind, String path, String message);
}
