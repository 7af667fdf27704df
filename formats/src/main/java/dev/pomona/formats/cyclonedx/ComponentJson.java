// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.cyclonedx;

import dev.pomona.formats.inventory.Item;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.license.LicenseExpression;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import java.util.SequencedSet;

/// A component of a CycloneDX document.
final class ComponentJson {

    private ComponentJson() {}

    static void write(Item item, JsonOut json) {
        Purl purl = item.purl();
        json.object()
                .field("type", type(item))
                .text("bom-ref", purl)
                .field("group", purl.namespace())
                .field("name", purl.name())
                .field("version", purl.version())
                .field("scope", scope(item.scope()));
        if (!item.digests().isEmpty()) hashes(item.digests(), json);
        if (!item.licenses().isEmpty()) licenses(item.licenses(), json);
        json.text("purl", purl);
        evidence(item.locations(), json);
        properties(item, json);
        json.end();
    }

    private static String type(Item item) {
        if (item.isProject()) return "application";
        return switch (item.purl().type()) {
            case "docker", "oci" -> "container";
            default -> "library";
        };
    }

    /// `excluded` is what CycloneDX calls that which is there but not part of what runs.
    private static String scope(Scope scope) {
        return switch (scope) {
            case RUNTIME, PROVIDED -> "required";
            case OPTIONAL -> "optional";
            case DEVELOPMENT, TEST, BUILD -> "excluded";
        };
    }

    private static void hashes(SequencedSet<Digest> digests, JsonOut json) {
        json.array("hashes");
        for (Digest digest : digests) {
            json.inlineObject()
                    .field("alg", digest.algorithm().standardName())
                    .field("content", digest.hex())
                    .end();
        }
        json.end();
    }

    /// An expression must stand alone in 1.6; beside others it is given by its name.
    private static void licenses(SequencedSet<String> statements, JsonOut json) {
        json.array("licenses");
        for (String statement : statements) {
            var expression = LicenseExpression.parse(statement);
            if (expression.isPresent() && !expression.get().isSingle() && statements.size() == 1) {
                json.inlineObject().field("expression", expression.get().text()).end();
                continue;
            }
            json.inlineObject().object("license");
            if (expression.isPresent() && expression.get().isSingle()) {
                json.field("id", expression.get().text());
            } else {
                json.field("name", statement);
            }
            json.end().end();
        }
        json.end();
    }

    private static void evidence(SequencedSet<Location> locations, JsonOut json) {
        json.object("evidence").array("occurrences");
        for (Location location : locations) {
            json.inlineObject().field("location", location.path());
            if (location.region() != null) json.field("line", location.line());
            json.end();
        }
        json.end().end();
    }

    private static void properties(Item item, JsonOut json) {
        json.array("properties");
        for (String manifest : item.manifests()) CycloneDxWriter.property("pomona:manifest", manifest, json);
        CycloneDxWriter.property("pomona:relation", JsonOut.word(item.relation()), json);
        for (String requirement : item.requirements()) {
            CycloneDxWriter.property("pomona:requirement", requirement, json);
        }
        CycloneDxWriter.property("pomona:scope", JsonOut.word(item.scope()), json);
        json.end();
    }
}
