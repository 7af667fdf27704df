// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A piece of a CycloneDX document in JSON.
record JsonPart(Node node) implements Part {

    @Override
    public int line() {
        return node.line();
    }

    @Override
    public int column() {
        return node.column();
    }

    @Override
    public @Nullable String text(String name) {
        return node.text(name);
    }

    @Override
    public @Nullable Part part(String name) {
        Node part = node.find(name);
        return part == null ? null : new JsonPart(part);
    }

    @Override
    public List<JsonPart> list(String plural, String singular) {
        return node.items(plural).stream().map(JsonPart::new).toList();
    }

    @Override
    public @Nullable String content(String name) {
        return node.text(name);
    }

    @Override
    public List<String> licenses() {
        var licenses = new ArrayList<String>();
        for (Node choice : node.items("licenses")) {
            String said = choice.text("expression");
            Node license = choice.find("license");
            if (said == null && license != null) said = license.text("id");
            if (said == null && license != null) said = license.text("name");
            if (said != null) licenses.add(said);
        }
        return licenses;
    }

    @Override
    public List<String> needs() {
        return node.items("dependsOn").stream()
                .map(Node::text)
                .filter(Objects::nonNull)
                .toList();
    }
}
