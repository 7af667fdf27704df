// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.syntax.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A piece of a CycloneDX document in XML.
record XmlPart(Element element) implements Part {

    @Override
    public int line() {
        return element.line();
    }

    @Override
    public int column() {
        return element.column();
    }

    @Override
    public @Nullable String text(String name) {
        String attribute = element.attributes().get(name);
        return attribute == null ? element.text(name) : attribute;
    }

    @Override
    public @Nullable Part part(String name) {
        Element part = element.child(name);
        return part == null ? null : new XmlPart(part);
    }

    @Override
    public List<XmlPart> list(String plural, String singular) {
        return element.children(plural, singular).stream().map(XmlPart::new).toList();
    }

    @Override
    public @Nullable String content(String name) {
        return element.text();
    }

    @Override
    public List<String> licenses() {
        var licenses = new ArrayList<String>();
        Element list = element.child("licenses");
        if (list == null) return licenses;
        for (Element choice : list.children()) {
            String said = choice.name().equals("expression") ? choice.text() : choice.text("id");
            if (said == null) said = choice.text("name");
            if (said != null && !said.isEmpty()) licenses.add(said);
        }
        return licenses;
    }

    @Override
    public List<String> needs() {
        return element.children("dependency").stream()
                .map(need -> need.attributes().get("ref"))
                .filter(Objects::nonNull)
                .toList();
    }
}
