// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.spdx;

import dev.pomona.formats.inventory.DocumentId;
import dev.pomona.formats.inventory.Inventory;
import dev.pomona.formats.inventory.Item;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.StringJoiner;

/// Writes an SPDX 2.3 document: one package for the artifact, one for each purl, and their relationships.
public final class SpdxWriter {

    static final String DOCUMENT = "SPDXRef-DOCUMENT";
    static final String ARTIFACT = "SPDXRef-Artifact";

    private static final String NOT_SAID = "NOASSERTION";
    private static final int MAX_PLACES = 20;

    private SpdxWriter() {}

    public static void write(Report report, OutputStream out) throws IOException {
        var inventory = Inventory.of(report);
        var licenses = new SpdxLicenses();
        JsonOut.document(out, json -> {
            document(report, inventory, json);
            json.array("packages");
            artifact(report, json);
            inventory.items(item -> component(item, licenses, json));
            json.end();
            licenses.writeWords(json);
            SpdxRelationships.write(inventory, json);
        });
    }

    private static void document(Report report, Inventory inventory, JsonOut json) {
        var inputs = report.inputs();
        json.field("spdxVersion", "SPDX-2.3")
                .field("dataLicense", "CC0-1.0")
                .field("SPDXID", DOCUMENT)
                .field("name", report.artifact().isEmpty() ? "artifact" : report.artifact())
                .field("documentNamespace", "https://pomona.dev/spdx/" + DocumentId.of(report, "spdx"))
                .object("creationInfo")
                .text("created", inputs.asOf().truncatedTo(ChronoUnit.SECONDS))
                .texts("creators", List.of("Tool: pomona-" + inputs.engine()))
                .field(
                        "comment",
                        inventory.isComplete()
                                ? "Everything that was there was read."
                                : "Not everything that was there could be read; the report says what.")
                .end();
    }

    private static void artifact(Report report, JsonOut json) {
        json.object()
                .field("SPDXID", ARTIFACT)
                .field("name", report.artifact().isEmpty() ? "artifact" : report.artifact())
                .field("downloadLocation", NOT_SAID)
                .field("filesAnalyzed", false)
                .field("licenseConcluded", NOT_SAID)
                .field("licenseDeclared", NOT_SAID)
                .field("copyrightText", NOT_SAID)
                .field("primaryPackagePurpose", "APPLICATION")
                .end();
    }

    private static void component(Item item, SpdxLicenses licenses, JsonOut json) {
        var purl = item.purl();
        String namespace = purl.namespace();
        json.object()
                .field("SPDXID", SpdxId.of(purl))
                .field("name", namespace == null ? purl.name() : namespace + "/" + purl.name())
                .field("versionInfo", purl.version())
                .field("downloadLocation", NOT_SAID)
                .field("filesAnalyzed", false)
                .field("licenseConcluded", NOT_SAID)
                .field("licenseDeclared", licenses.declared(item.licenses()))
                .field("copyrightText", NOT_SAID)
                .field("sourceInfo", places(item))
                .field("primaryPackagePurpose", item.isProject() ? "APPLICATION" : "LIBRARY");
        if (!item.digests().isEmpty()) {
            json.array("checksums");
            for (Digest digest : item.digests()) {
                json.inlineObject()
                        .field("algorithm", digest.algorithm().name())
                        .field("checksumValue", digest.hex())
                        .end();
            }
            json.end();
        }
        json.array("externalRefs")
                .inlineObject()
                .field("referenceCategory", "PACKAGE-MANAGER")
                .field("referenceType", "purl")
                .text("referenceLocator", purl)
                .end()
                .end()
                .end();
    }

    private static String places(Item item) {
        var places = new StringJoiner(", ", "found in ", "");
        item.locations().stream().limit(MAX_PLACES).map(Location::toString).forEach(places::add);
        int more = item.locations().size() - MAX_PLACES;
        return more > 0 ? "%s and %d more places".formatted(places, more) : places.toString();
    }
}
