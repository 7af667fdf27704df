// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.cyclonedx;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.vulnerability.Pages;
import dev.pomona.formats.vulnerability.Remedy;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The vulnerabilities of a CycloneDX document: one entry for each, with all components that it affects.
///
/// Waivers are not turned into an `analysis`: carrying a flaw for a while is none of the states it knows.
final class VulnerabilitiesJson {

    private VulnerabilitiesJson() {}

    static void write(List<Finding> findings, JsonOut json) {
        var byId = new TreeMap<String, List<Detail.VulnerableComponent>>();
        for (Finding finding : findings) {
            switch (finding.detail()) {
                case Detail.VulnerableComponent detail ->
                    byId.computeIfAbsent(detail.vulnerability().id(), _ -> new ArrayList<>(1))
                            .add(detail);
                case Detail.Secret _ -> {} // a bill of materials speaks of components
            }
        }
        json.array("vulnerabilities");
        byId.values().forEach(details -> vulnerability(details, json));
        json.end();
    }

    private static void vulnerability(List<Detail.VulnerableComponent> details, JsonOut json) {
        Vulnerability vulnerability = details.getFirst().vulnerability();
        json.object().field("bom-ref", "vulnerability:" + vulnerability.id());
        id(vulnerability.id(), json);
        if (!vulnerability.aliases().isEmpty()) {
            json.array("references");
            for (String alias : vulnerability.aliases()) {
                json.inlineObject();
                id(alias, json);
                json.end();
            }
            json.end();
        }
        rating(vulnerability, json);
        if (!vulnerability.weaknesses().isEmpty()) json.numbers("cwes", vulnerability.weaknesses());
        if (!vulnerability.summary().isEmpty()) json.field("description", vulnerability.summary());
        json.field("recommendation", recommendation(details));
        List<String> pages = Pages.of(vulnerability);
        if (!pages.isEmpty()) {
            json.array("advisories");
            for (String page : pages) json.inlineObject().field("url", page).end();
            json.end();
        }
        json.text("published", vulnerability.published());
        affects(details, json);
        properties(vulnerability, json);
        json.end();
    }

    private static void id(String id, JsonOut json) {
        json.field("id", id)
                .inlineObject("source")
                .field("name", Pages.keeper(id))
                .field("url", Pages.home(id))
                .end();
    }

    private static void rating(Vulnerability vulnerability, JsonOut json) {
        json.array("ratings").inlineObject();
        if (vulnerability.score() != null) json.field("score", vulnerability.score());
        json.field("severity", vulnerability.severity())
                .field("method", method(vulnerability.vector()))
                .field("vector", vulnerability.vector())
                .end()
                .end();
    }

    private static @Nullable String method(@Nullable String vector) {
        if (vector == null) return null;
        if (vector.startsWith("CVSS:4")) return "CVSSv4";
        if (vector.startsWith("CVSS:3.1")) return "CVSSv31";
        if (vector.startsWith("CVSS:3")) return "CVSSv3";
        return vector.startsWith("AV:") ? "CVSSv2" : "other";
    }

    private static String recommendation(List<Detail.VulnerableComponent> details) {
        var sentences = new TreeSet<String>();
        details.forEach(detail -> sentences.add(Remedy.of(detail)));
        return String.join("\n", sentences);
    }

    private static void affects(List<Detail.VulnerableComponent> details, JsonOut json) {
        var purls = new TreeSet<String>();
        details.forEach(detail -> purls.add(detail.component().purl().toString()));
        json.array("affects");
        for (String purl : purls) json.inlineObject().field("ref", purl).end();
        json.end();
    }

    private static void properties(Vulnerability vulnerability, JsonOut json) {
        Epss epss = vulnerability.epss();
        Kev kev = vulnerability.kev();
        if (epss == null && kev == null && !vulnerability.malware()) return;
        json.array("properties");
        if (epss != null) CycloneDxWriter.property("pomona:epss", Double.toString(epss.probability()), json);
        if (kev != null) CycloneDxWriter.property("pomona:kev", kev.dateAdded().toString(), json);
        if (vulnerability.malware()) CycloneDxWriter.property("pomona:malware", "true", json);
        json.end();
    }
}
