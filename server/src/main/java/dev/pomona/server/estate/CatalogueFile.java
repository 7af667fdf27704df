// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a catalogue of software as Backstage keeps it: entities of kind `Component` with
/// `spec.owner`, one or more YAML documents in a file. Other kinds are left out.
public final class CatalogueFile {

    private static final int LONGEST = 8 << 20;

    private CatalogueFile() {}

    /// @param name the component's, which is a project's key here
    /// @param owner as in the catalogue, without the kind before it: `group:default/team-a` is
    ///     `team-a`
    /// @param repository where its source is; `null` when the catalogue does not say
    public record Entity(
            String name, String owner, @Nullable String repository) {}

    /// @throws IllegalArgumentException when it is no YAML, or too long
    public static List<Entity> read(String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("a catalogue has at most 8 MB");
        try {
            var entities = new ArrayList<Entity>();
            for (Node document : Yaml.readAll(text)) entity(document, entities);
            return entities;
        } catch (SyntaxException e) {
            throw new IllegalArgumentException("not a catalogue: " + e.describe(), e);
        }
    }

    private static void entity(Node document, List<Entity> into) {
        if (!"Component".equals(document.text("kind"))) return;
        Node name = document.find("metadata", "name");
        Node owner = document.find("spec", "owner");
        if (name == null || name.text() == null || owner == null || owner.text() == null) return;
        Node slug = document.find("metadata", "annotations", "github.com/project-slug");
        into.add(new Entity(
                String.valueOf(name.text()),
                withoutKind(String.valueOf(owner.text())),
                slug == null ? null : slug.text()));
    }

    private static String withoutKind(String reference) {
        String name = reference.substring(reference.indexOf(':') + 1);
        return name.startsWith("default/") ? name.substring("default/".length()) : name;
    }
}
