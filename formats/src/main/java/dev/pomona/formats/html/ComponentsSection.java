// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import java.io.IOException;
import java.util.List;

/// The inventory, folded by manifest. Above a number of components only those with findings are listed, so that
/// the page stays one that opens; it says so.
final class ComponentsSection {

    static final int MOST_LISTED = 5000;

    private final Facts facts;
    private final Page page;

    ComponentsSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    void write() throws IOException {
        int all = facts.components();
        boolean allListed = all <= MOST_LISTED;
        page.open("section", "id", "components").element("h2", "Components");
        page.element(
                "p",
                allListed
                        ? "%s in %s, with the licences they state."
                                .formatted(
                                        Words.count(all, "component"),
                                        Words.count(facts.report().manifests().size(), "manifest"))
                        : "%s are too many for a page: only those with open findings are listed, at most %s. The json and cyclonedx reports have all."
                                .formatted(Words.count(all, "component"), Words.number(MOST_LISTED)));
        int left = MOST_LISTED;
        for (Manifest manifest : facts.report().manifests()) {
            List<Component> listed = manifest.components().stream()
                    .filter(component -> allListed || facts.openByPurl().containsKey(component.purl()))
                    .limit(left)
                    .toList();
            left -= listed.size();
            if (allListed || !listed.isEmpty()) manifest(manifest, listed);
        }
        page.close();
    }

    private void manifest(Manifest manifest, List<Component> listed) throws IOException {
        long flawed = listed.stream()
                .filter(component -> facts.openByPurl().containsKey(component.purl()))
                .count();
        page.open("details", "class", "card manifest").open("summary").element("code", manifest.path());
        page.element("span", manifest.kind(), "class", "pill");
        page.element("span", Words.count(manifest.components().size(), "component"), "class", "muted");
        if (flawed > 0) page.element("span", Words.number(flawed) + " with findings", "class", "flawed");
        page.close();
        if (listed.isEmpty()) {
            page.close();
            return;
        }
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String heading : List.of("component", "version", "scope", "relation", "licences", "findings")) {
            page.element("th", heading, "scope", "col");
        }
        page.close().close().open("tbody");
        for (Component component : listed) component(component);
        page.close().close().close().close();
    }

    private void component(Component component) throws IOException {
        var first = facts.firstByPurl().get(component.purl());
        page.open("tr")
                .element(
                        "td",
                        Words.name(component.purl()),
                        "title",
                        component.purl().toString());
        page.element("td", Words.version(component)).element("td", Words.lower(component.scope()));
        page.element("td", Words.lower(component.relation()));
        page.element("td", component.licenses().isEmpty() ? "not stated" : String.join(", ", component.licenses()));
        page.open("td");
        if (first != null) {
            String count = Words.number(facts.openByPurl().getOrDefault(component.purl(), 0));
            page.element("a", count, "href", "#" + first.anchor());
        }
        page.close().close();
    }
}
