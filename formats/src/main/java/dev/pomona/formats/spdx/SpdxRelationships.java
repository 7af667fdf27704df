// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.spdx;

import dev.pomona.formats.inventory.Inventory;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who needs whom. What a project itself needs is related by its scope; further down the graph the scope is the
/// project's and not the edge's, so it is plain `DEPENDS_ON` there.
final class SpdxRelationships {

    private SpdxRelationships() {}

    static void write(Inventory inventory, JsonOut json) {
        var unusual = new HashMap<Purl, Scope>();
        var projects = new HashSet<Purl>();
        inventory.items(item -> {
            if (item.isProject()) projects.add(item.purl());
            if (item.scope() != Scope.RUNTIME) unusual.put(item.purl(), item.scope());
        });
        json.array("relationships");
        relationship(SpdxWriter.DOCUMENT, "DESCRIBES", SpdxWriter.ARTIFACT, json);
        for (Purl purl : inventory.top()) need(SpdxWriter.ARTIFACT, purl, unusual, json);
        inventory.graph(node -> node(node, projects, unusual, json));
        json.end();
    }

    private static void node(Inventory.Node node, Set<Purl> projects, Map<Purl, Scope> unusual, JsonOut json) {
        String from = SpdxId.of(node.purl());
        boolean isProject = projects.contains(node.purl());
        for (Purl need : node.needs()) {
            if (isProject) need(from, need, unusual, json);
            else relationship(from, "DEPENDS_ON", SpdxId.of(need), json);
        }
        if (node.isKnown() && node.needs().isEmpty()) relationship(from, "DEPENDS_ON", "NONE", json);
    }

    private static void need(String from, Purl need, Map<Purl, Scope> unusual, JsonOut json) {
        String to = SpdxId.of(need);
        switch (unusual.getOrDefault(need, Scope.RUNTIME)) {
            case RUNTIME -> relationship(from, "DEPENDS_ON", to, json);
            case PROVIDED -> relationship(to, "PROVIDED_DEPENDENCY_OF", from, json);
            case OPTIONAL -> relationship(to, "OPTIONAL_DEPENDENCY_OF", from, json);
            case DEVELOPMENT -> relationship(to, "DEV_DEPENDENCY_OF", from, json);
            case TEST -> relationship(to, "TEST_DEPENDENCY_OF", from, json);
            case BUILD -> relationship(to, "BUILD_DEPENDENCY_OF", from, json);
        }
    }

    private static void relationship(String from, String type, String to, JsonOut json) {
        json.inlineObject()
                .field("spdxElementId", from)
                .field("relationshipType", type)
                .field("relatedSpdxElement", to)
                .end();
    }
}
