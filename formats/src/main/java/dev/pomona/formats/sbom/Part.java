// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a CycloneDX document, alike in JSON and XML.
sealed interface Part permits JsonPart, XmlPart {

    int line();

    int column();

    /// `null` when there is none.
    @Nullable
    String text(String name);

    /// `null` when there is none.
    @Nullable
    Part part(String name);

    /// @param plural the name of the list
    /// @param singular the name of an element, where elements have names
    List<? extends Part> list(String plural, String singular);

    /// What a hash or a property holds.
    @Nullable
    String content(String name);

    /// Identifiers, names and expressions of licences.
    List<String> licenses();

    /// The references of what an entry of the dependency graph needs.
    List<String> needs();
}
