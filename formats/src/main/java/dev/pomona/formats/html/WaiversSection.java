// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every waiver (exception) with what it did.
final class WaiversSection {

    private static final int LINKED_FINDINGS = 20;

    private final Facts facts;
    private final Page page;

    WaiversSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    void write() throws IOException {
        page.open("section", "id", "waivers").element("h2", "Waivers (exceptions)");
        List<AppliedWaiver> waivers = facts.report().decision().waivers();
        if (waivers.isEmpty()) {
            page.element("p", "Nobody has accepted anything: there are no waivers.")
                    .close();
            return;
        }
        var links = new HashMap<Fingerprint, Link>();
        for (Link link : facts.links()) links.putIfAbsent(link.finding(), link);
        page.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        for (String heading : List.of("state", "what", "owner", "reason", "until", "findings", "from")) {
            page.element("th", heading, "scope", "col");
        }
        page.close().close().open("tbody");
        for (AppliedWaiver applied : waivers) {
            Waiver waiver = applied.waiver();
            var expires = waiver.expires();
            page.open("tr").open("td");
            page.element("span", Words.lower(applied.state()), "class", "pill " + Words.lower(applied.state()))
                    .close();
            page.element("td", subject(waiver)).element("td", Words.orElse(waiver.owner(), "nobody named"));
            page.element("td", Words.orElse(waiver.reason(), "none given"));
            page.element("td", expires == null ? "no date" : expires.toString()).open("td");
            links(applied, links);
            page.close().open("td").element("code", waiver.origin()).close().close();
        }
        page.close().close().close().close();
    }

    private static String subject(Waiver waiver) {
        var parts = new ArrayList<String>();
        if (!waiver.ids().isEmpty()) parts.add(String.join(", ", waiver.ids()));
        if (!waiver.fingerprints().isEmpty()) parts.add("findings " + String.join(", ", waiver.fingerprints()));
        if (!waiver.purls().isEmpty()) parts.add("in " + String.join(", ", waiver.purls()));
        if (!waiver.paths().isEmpty()) parts.add("at " + String.join(", ", waiver.paths()));
        return String.join("; ", parts);
    }

    private void links(AppliedWaiver applied, Map<Fingerprint, Link> links) throws IOException {
        page.text(Words.number(applied.findings().size()) + " ");
        int linked = 0;
        for (var finding : applied.findings()) {
            Link link = links.get(finding);
            if (link == null || linked++ >= LINKED_FINDINGS) continue;
            page.element("a", link.label(), "href", "#" + link.anchor()).text(" ");
        }
    }
}
