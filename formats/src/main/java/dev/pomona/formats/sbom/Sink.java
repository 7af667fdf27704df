// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes packages and edges of a document as they are met, named by the document's own references.
interface Sink {

    /// @param reference the document's own; empty when it has none
    record Listed(String reference, Purl purl, Location location, List<Digest> digests, List<String> licenses) {}

    /// Of the document.
    String path();

    /// Reads a purl, completed by a version that is stated beside it; empty, with a gap, when it is none.
    Optional<Purl> purl(String text, @Nullable String version);

    void add(Listed found);

    /// The document's subject.
    void root(String reference, @Nullable Purl purl);

    void edge(String from, String to);

    /// Of several statements about one package the most exposed holds.
    void scope(String reference, Scope scope);

    /// A package that can't be identified.
    void nameless(String name);
}
