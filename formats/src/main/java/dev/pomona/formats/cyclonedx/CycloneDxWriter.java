// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.cyclonedx;

import dev.pomona.formats.inventory.DocumentId;
import dev.pomona.formats.inventory.Inventory;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes a CycloneDX document: one component for each purl, its `bom-ref` the purl itself, and one graph.
///
/// What we write is the same in 1.6 and 1.7, except for the version.
public final class CycloneDxWriter {

    /// The `bom-ref` of the artifact; no purl is spelt like it.
    static final String ARTIFACT = "artifact";

    private CycloneDxWriter() {}

    /// @param version `1.6` or `1.7`
    public static void write(Report report, String version, OutputStream out) throws IOException {
        var inventory = Inventory.of(report);
        JsonOut.document(out, json -> {
            json.field("$schema", "http://cyclonedx.org/schema/bom-%s.schema.json".formatted(version))
                    .field("bomFormat", "CycloneDX")
                    .field("specVersion", version)
                    .field("serialNumber", "urn:uuid:" + DocumentId.of(report, "cyclonedx"))
                    .field("version", 1);
            metadata(report, json);
            json.array("components");
            inventory.items(item -> ComponentJson.write(item, json));
            json.end();
            dependencies(inventory, json);
            json.array("compositions")
                    .object()
                    .field("aggregate", inventory.isComplete() ? "complete" : "incomplete")
                    .texts("assemblies", List.of(ARTIFACT))
                    .end()
                    .end();
            VulnerabilitiesJson.write(report.findings(), json);
        });
    }

    private static void metadata(Report report, JsonOut json) {
        var inputs = report.inputs();
        json.object("metadata")
                .text("timestamp", inputs.asOf())
                .object("tools")
                .array("components")
                .object()
                .field("type", "application")
                .field("name", "pomona")
                .field("version", inputs.engine())
                .end()
                .end()
                .end()
                .object("component")
                .field("type", "application")
                .field("bom-ref", ARTIFACT)
                .field("name", report.artifact())
                .end()
                .array("properties");
        property("pomona:advisories", inputs.advisories(), json);
        property("pomona:input", inputs.input().toString(), json);
        property("pomona:policy", inputs.policy().toString(), json);
        property("pomona:rules", inputs.rules().toString(), json);
        json.end().end();
    }

    static void property(String name, String value, JsonOut json) {
        json.inlineObject().field("name", name).field("value", value).end();
    }

    /// A component that no manifest with a graph names is left out: leaving it out says that it is not known
    /// what it needs, while an entry without `dependsOn` says that it needs nothing.
    private static void dependencies(Inventory inventory, JsonOut json) {
        json.array("dependencies");
        json.inlineObject()
                .field("ref", ARTIFACT)
                .textsIfAny("dependsOn", inventory.top())
                .end();
        inventory.graph(node -> {
            if (!node.isKnown()) return;
            json.inlineObject()
                    .text("ref", node.purl())
                    .textsIfAny("dependsOn", node.needs())
                    .end();
        });
        json.end();
    }
}
