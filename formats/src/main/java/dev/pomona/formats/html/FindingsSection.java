// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every finding, one line each that unfolds. A list of `details` and not a table: it works without the script,
/// and browsers skip what is off the screen, so that tens of thousands of findings scroll.
final class FindingsSection {

    /// From this many findings on, which come worst first, the rest is told in short.
    static final int MOST_IN_FULL = 1000;

    private static final int MOST_OPTIONS = 500;
    private static final Map<String, String> STATES = new TreeMap<>(Map.of("open", "open", "waived", "waived"));

    private final Facts facts;
    private final Page page;

    FindingsSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    void write() throws IOException {
        page.open("section", "id", "findings").element("h2", "Vulnerabilities");
        if (facts.rows().isEmpty()) {
            boolean complete = facts.report().completeness().isComplete();
            page.element("p", complete ? "None." : "None in what was seen; see what was not seen.")
                    .close();
            return;
        }
        filters();
        if (facts.rows().size() > MOST_IN_FULL) {
            page.element(
                    "p",
                    "The worst %s are told in full, the other %s in short; the json report has everything of all."
                            .formatted(
                                    Words.number(MOST_IN_FULL),
                                    Words.number(facts.rows().size() - MOST_IN_FULL)),
                    "class",
                    "muted");
        }
        headings();
        page.open("ol", "class", "findings", "id", "list");
        var details = new FindingDetails(page);
        for (Row row : facts.rows()) row(row, details);
        page.close();
        page.element("p", "No finding matches these filters.", "id", "nothing", "hidden", "");
        page.close();
    }

    private void filters() throws IOException {
        page.open("form", "id", "filters", "class", "filters js-only", "role", "search");
        page.with("aria-label", "Filter findings");
        page.open("label", "class", "wide").element("span", "Text").open("input", "type", "search", "name", "text");
        page.with("placeholder", "package, id, file, words…  ( / )")
                .with("autocomplete", "off")
                .close()
                .close();
        var severities = new LinkedHashMap<String, String>();
        for (Severity severity : Tally.worstFirst()) {
            if (facts.rows().stream().anyMatch(row -> row.severity() == severity)) {
                severities.put(Integer.toString(severity.rank()), Words.lower(severity));
            }
        }
        select("severity", "Severity", severities);
        select("ecosystem", "Ecosystem", same(Tally.by(facts.rows(), Row::ecosystem)));
        select("manifest", "Manifest", same(Tally.by(facts.rows(), Row::file)));
        select(
                "scope",
                "Scope",
                same(Tally.by(facts.rows(), row -> Words.lower(row.component().scope()))));
        select(
                "relation",
                "Relation",
                same(Tally.by(facts.rows(), row -> Words.lower(row.component().relation()))));
        select("state", "State", STATES);
        check("exploited", "Exploited");
        check("fixable", "Fixable");
        page.element("button", "Clear", "type", "reset");
        page.element("output", "", "id", "shown", "aria-live", "polite");
        page.close();
    }

    private static Map<String, String> same(List<Tally.Named> named) {
        var options = new LinkedHashMap<String, String>();
        named.stream().limit(MOST_OPTIONS).map(Tally.Named::name).sorted().forEach(name -> options.put(name, name));
        return options;
    }

    private void select(String name, String label, Map<String, String> options) throws IOException {
        page.open("label").element("span", label).open("select", "name", name);
        page.element("option", "all", "value", "");
        for (var option : options.entrySet()) {
            page.element("option", option.getValue(), "value", option.getKey());
        }
        page.close().close();
    }

    private void check(String name, String label) throws IOException {
        page.open("label", "class", "check").open("input", "type", "checkbox", "name", name, "value", "1");
        page.close().text(" " + label).close();
    }

    private void headings() throws IOException {
        page.open("div", "class", "columns", "role", "group", "aria-label", "Sort by");
        for (String column : List.of("Severity", "Vulnerability", "Component", "Fix", "EPSS", "Where")) {
            page.element("button", column, "type", "button", "aria-pressed", "false");
        }
        page.close();
    }

    private void row(Row row, FindingDetails details) throws IOException {
        var vulnerability = row.detail().vulnerability();
        var epss = vulnerability.epss();
        page.open("li", "data-severity", Integer.toString(row.severity().rank()));
        page.with("data-ecosystem", row.ecosystem()).with("data-manifest", row.file());
        page.with("data-scope", Words.lower(row.component().scope()));
        page.with("data-relation", Words.lower(row.component().relation()));
        if (row.isWaived()) page.with("class", "waived");
        if (row.isExploited()) page.with("data-exploited", "1");
        if (row.isFixable()) page.with("data-fixable", "1");
        if (epss != null) page.with("data-epss", Double.toString(epss.probability()));
        page.open("details").open("summary", "class", "row").open("span");
        page.element("span", Words.lower(row.severity()), "class", "badge " + Words.style(row.severity()))
                .close();
        page.open("span", "class", "id").element("b", vulnerability.id());
        if (row.isExploited()) page.text(" ").element("span", "exploited", "class", "pill hot");
        if (vulnerability.malware()) page.text(" ").element("span", "malware", "class", "pill hot");
        if (row.isWaived()) page.text(" ").element("span", "waived", "class", "pill active");
        page.close();
        page.open("span", "class", "what")
                .element("b", Words.name(row.component().purl()));
        page.text(" " + Words.version(row.component())).close();
        String target = row.target();
        page.element("span", target == null ? "no fix" : "→ " + target, "class", target == null ? "no fix" : "fix");
        page.element("span", epss == null ? "–" : Words.percent(epss.probability()), "class", "epss");
        page.element("span", Words.place(row.finding().locations().getFirst()), "class", "where");
        page.close();
        if (row.number() <= MOST_IN_FULL) details.inFull(row);
        else details.inShort(row);
        page.close().close();
    }
}
