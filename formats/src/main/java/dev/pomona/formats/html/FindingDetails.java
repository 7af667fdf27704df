// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What unfolds below a finding: why it is one, how it got here, how to get rid of it, and who says so.
final class FindingDetails {

    private static final int MOST = 50;

    private final Page page;

    FindingDetails(Page page) {
        this.page = page;
    }

    void inFull(Row row) throws IOException {
        page.open("div", "class", "body", "id", row.anchor()).open("div");
        var vulnerability = row.detail().vulnerability();
        page.element("p", Words.orElse(vulnerability.summary(), row.finding().message()), "class", "summary");
        if (!vulnerability.summary().isBlank()) page.element("p", row.finding().message(), "class", "muted");
        WaiverLine.write(row.waiver(), page);
        fix(row);
        path(row.detail().path());
        evidence(row.finding().locations());
        claims(row.detail().claims());
        references(vulnerability.references());
        page.close();
        facts(row, vulnerability);
        page.close();
    }

    /// The same in few elements, for pages with very many findings.
    void inShort(Row row) throws IOException {
        var detail = row.detail();
        page.open("div", "class", "short", "id", row.anchor());
        page.element(
                "b",
                Words.orElse(detail.vulnerability().summary(), row.finding().message()));
        WaiverLine.write(row.waiver(), page);
        var said = new ArrayList<String>();
        if (detail.path().size() > 1) {
            said.add(joined(detail.path().stream().map(Words::nameAndVersion).toList(), " → "));
        }
        said.add(joined(row.finding().locations().stream().map(Words::place).toList(), ", "));
        said.add(joined(detail.claims().stream().map(FindingDetails::words).toList(), "; "));
        page.element("p", String.join(" · ", said)).close();
    }

    private static String joined(List<String> words, String separator) {
        if (words.size() <= MOST) return String.join(separator, words);
        return String.join(separator, words.subList(0, MOST)) + separator + (words.size() - MOST) + " more";
    }

    private static String words(Claim claim) {
        return claim.advisoryId() + said(claim);
    }

    private static String said(Claim claim) {
        return " (%s): %s%s"
                .formatted(
                        claim.source(),
                        claim.reason(),
                        claim.fixedVersions().isEmpty()
                                ? "; no fixed version"
                                : "; fixed in " + String.join(", ", claim.fixedVersions()));
    }

    private void fix(Row row) throws IOException {
        page.element("h3", "Fix").open("p");
        var upgrade = row.detail().upgrade();
        String fixed = upgrade.fixed();
        String clean = upgrade.clean();
        if (fixed == null && clean == null) page.text("No source knows a version without this flaw.");
        if (fixed != null) page.element("b", fixed).text(" removes this flaw. ");
        if (clean != null && clean.equals(fixed)) page.text("It removes every other known flaw of the component, too.");
        else if (clean != null) page.element("b", clean).text(" removes every known flaw of the component.");
        else if (fixed != null) page.text("No version is free of all known flaws.");
        Purl direct = row.broughtBy();
        if (direct != null) {
            page.text(" It comes with ").element("b", Words.nameAndVersion(direct));
            page.text(": look for a newer one of that first.");
        }
        page.close();
    }

    private void path(List<Purl> path) throws IOException {
        if (path.size() < 2) return;
        page.element("h3", "How it gets in");
        page.open("ol", "class", "crumbs", "aria-label", "Dependency path");
        for (Purl purl : path.subList(0, Math.min(MOST, path.size()))) {
            page.element("li", Words.nameAndVersion(purl));
        }
        if (path.size() > MOST) page.element("li", Words.number(path.size() - MOST) + " more");
        page.close();
    }

    private void evidence(List<Location> locations) throws IOException {
        page.element("h3", "Where");
        page.open("ul", "class", "plain-list");
        for (Location location : locations.subList(0, Math.min(MOST, locations.size()))) {
            page.open("li").element("code", Words.place(location)).close();
        }
        if (locations.size() > MOST) page.element("li", Words.number(locations.size() - MOST) + " more");
        page.close();
    }

    private void claims(List<Claim> claims) throws IOException {
        page.element("h3", "Who says so");
        page.open("ul", "class", "plain-list");
        for (Claim claim : claims.subList(0, Math.min(MOST, claims.size()))) {
            page.open("li");
            Ids.write(claim.advisoryId(), page);
            page.text(said(claim));
            page.close();
        }
        if (claims.size() > MOST) page.element("li", "and more in the json report");
        page.close();
    }

    private void references(List<Reference> references) throws IOException {
        if (references.isEmpty()) return;
        page.open("details", "class", "references");
        page.element("summary", Words.count(references.size(), "reference")).open("ul", "class", "plain-list");
        for (Reference reference : references.subList(0, Math.min(MOST, references.size()))) {
            page.open("li")
                    .text(reference.kind() + " ")
                    .link(reference.url(), reference.url())
                    .close();
        }
        if (references.size() > MOST) page.element("li", "and more in the json report");
        page.close().close();
    }

    private void facts(Row row, Vulnerability vulnerability) throws IOException {
        page.open("dl", "class", "facts");
        score(row, vulnerability);
        var epss = vulnerability.epss();
        if (epss != null) {
            fact(
                    "EPSS",
                    "%s within 30 days; higher than %s of all scored"
                            .formatted(
                                    Words.percent(epss.probability()),
                                    Words.percent(Math.min(0.99, epss.percentile()))));
        }
        var kev = vulnerability.kev();
        if (kev != null) {
            var due = kev.dueDate();
            fact(
                    "Exploited",
                    "in CISA’s catalogue since %s%s%s"
                            .formatted(
                                    kev.dateAdded(),
                                    due == null ? "" : ", to be fixed by " + due,
                                    kev.knownRansomware() ? "; used for ransomware" : ""));
        }
        page.element("dt", "Ids").open("dd");
        Ids.write(vulnerability.id(), page);
        for (String alias : vulnerability.aliases().stream().limit(MOST).toList()) {
            page.text(" ");
            Ids.write(alias, page);
        }
        page.close();
        if (!vulnerability.weaknesses().isEmpty()) {
            page.element("dt", "Weaknesses").open("dd");
            for (int cwe : vulnerability.weaknesses()) {
                page.link("https://cwe.mitre.org/data/definitions/" + cwe + ".html", "CWE-" + cwe)
                        .text(" ");
            }
            page.close();
        }
        var published = vulnerability.published();
        if (published != null) fact("Published", Words.day(published));
        var component = row.component();
        fact("Component", component.purl().toString());
        fact("Needed", Words.lower(component.scope()) + ", " + Words.lower(component.relation()));
        if (!component.licenses().isEmpty()) fact("Licences", String.join(", ", component.licenses()));
        fact(
                "Rule",
                row.finding().rule() + ", confidence "
                        + Words.lower(row.finding().confidence()));
        page.element("dt", "Identity").open("dd");
        page.element("a", row.finding().fingerprint().hex(), "href", "#" + row.anchor(), "class", "code")
                .close();
        page.close();
    }

    private void score(Row row, Vulnerability vulnerability) throws IOException {
        var score = vulnerability.score();
        String vector = vulnerability.vector();
        fact("Severity", Words.lower(row.severity()) + (score == null ? "" : ", CVSS " + Words.decimal(score)));
        if (vector == null) return;
        page.element("dt", "CVSS").open("dd").element("code", vector);
        List<String> words = CvssWords.explain(vector);
        if (!words.isEmpty()) {
            page.open("ul", "class", "plain-list");
            for (String word : words) page.element("li", word);
            page.close();
        }
        page.close();
    }

    private void fact(String name, String value) throws IOException {
        page.element("dt", name).element("dd", value);
    }
}
