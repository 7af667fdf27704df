// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.model.advisory.VexStatement;
import java.time.Instant;
import java.util.List;

/// Statements that somebody publishes together.
///
/// @param id an IRI, unique among the author's; it names the document in every notation
/// @param author who states it
/// @param namespace an address that is the author's own
/// @param timestamp when
/// @param statements in their order; the time of each is the document's unless it has its own
public record VexDocument(
        String id, String author, String namespace, Instant timestamp, List<VexStatement> statements) {

    public VexDocument {
        statements = List.copyOf(statements);
    }
}
