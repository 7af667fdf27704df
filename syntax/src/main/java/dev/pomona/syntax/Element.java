// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import dev.pomona.model.component.Location;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An XML element with the place where its tag starts.
///
/// @param name without its prefix
/// @param attributes by name without prefix, in the order of the text
/// @param text of the element itself and not of its children, white space at the ends taken away
public record Element(
        String name, Map<String, String> attributes, List<Element> children, String text, int line, int column) {

    public Element {
        children = Collections.unmodifiableList(children);
    }

    public Location at(String path) {
        return Location.at(path, line, column);
    }

    /// The first child of a name; `null` when there is none.
    public @Nullable Element child(String childName) {
        for (Element child : children) {
            if (child.name.equals(childName)) return child;
        }
        return null;
    }

    /// The children of a name, in the order of the text.
    public List<Element> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /// The children of a name below the first child of another: `children("dependencies", "dependency")`.
    public List<Element> children(String childName, String grandchildName) {
        Element child = child(childName);
        return child == null ? List.of() : child.children(grandchildName);
    }

    /// The text of the first child of a name; `null` when there is no such child or it has no text.
    public @Nullable String text(String childName) {
        Element child = child(childName);
        return child == null || child.text.isEmpty() ? null : child.text;
    }
}
