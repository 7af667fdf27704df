// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.VerdictInputs;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/// The top of the page: may it ship, why not, whom to ask, how much of it was seen.
final class VerdictSection {

    private static final int LINKED_FINDINGS = 8;

    private final Facts facts;
    private final Page page;

    VerdictSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    void write() throws IOException {
        var report = facts.report();
        var decision = report.decision();
        page.open("section", "id", "verdict", "class", "top " + Words.lower(decision.verdict()));
        page.open("div", "class", "headline");
        page.element("p", decision.verdict().name(), "class", "verdict");
        page.element("h1", report.artifact());
        page.element("p", sentence(decision), "class", "lead").close();
        tiles();
        page.open("div", "class", "pair");
        reasons(decision);
        seen(report.completeness(), report.inputs().asOf());
        page.close();
        inputs(report.inputs());
        page.close();
    }

    private static String sentence(Decision decision) {
        long denials = decision.violations().stream()
                .filter(violation -> violation.level() == Violation.Level.DENY)
                .count();
        return switch (decision.verdict()) {
            case PASS -> "No rule of the policy “%s” refuses it.".formatted(decision.policy());
            case VIOLATED ->
                "%s of the policy “%s” %s it."
                        .formatted(
                                Words.count(denials, "rule"), decision.policy(), denials == 1 ? "refuses" : "refuse");
            case INCOMPLETE ->
                "No rule of the policy “%s” refuses it, but too little was seen to rely on that."
                        .formatted(decision.policy());
        };
    }

    private void tiles() throws IOException {
        var open = facts.open();
        var tally = Tally.of(open);
        page.open("ul", "class", "tiles");
        long secrets =
                facts.secrets().stream().filter(secret -> !secret.isWaived()).count();
        tile("calm", open.size(), "open vulnerabilities", "");
        if (!facts.secrets().isEmpty()) tile("alarm", secrets, "secrets", "#secrets", "");
        tile("alarm", tally.of(Severity.CRITICAL), "critical", "severity=" + Severity.CRITICAL.rank());
        tile("calm", tally.of(Severity.HIGH), "high", "severity=" + Severity.HIGH.rank());
        tile("alarm", open.stream().filter(Row::isExploited).count(), "known to be exploited", "exploited=1");
        tile("calm", open.stream().filter(Row::isFixable).count(), "with a fix", "fixable=1");
        tile("calm", facts.rows().size() - open.size(), "waived", "state=waived");
        page.close();
    }

    /// @param style `alarm` where any number above zero is bad news
    private void tile(String style, long number, String name, String filter) throws IOException {
        tile(style, number, name, "#findings", filter);
    }

    private void tile(String style, long number, String name, String target, String filter) throws IOException {
        page.open("li", "class", number > 0 ? style : "calm");
        page.open("a", "href", target, "data-set", filter);
        page.element("b", Words.number(number))
                .text(" ")
                .element("span", name)
                .close()
                .close();
    }

    private void reasons(Decision decision) throws IOException {
        page.open("div", "class", "card").element("h2", "Why");
        if (decision.violations().isEmpty()) {
            page.element("p", "Every rule of the policy holds.");
        }
        page.open("ul", "class", "reasons");
        for (Violation violation : decision.violations()) {
            page.open("li", "class", Words.lower(violation.level()));
            page.open("p")
                    .element("span", word(violation.level()), "class", "level")
                    .text(" ");
            page.element("code", violation.rule()).close();
            page.element("p", violation.message());
            if (!violation.owner().isBlank()) {
                page.open("p", "class", "ask")
                        .text("For a waiver ask ")
                        .element("b", violation.owner())
                        .close();
            }
            findings(violation);
            page.close();
        }
        page.close().close();
    }

    private static String word(Violation.Level level) {
        return switch (level) {
            case DENY -> "refused";
            case INCOMPLETE -> "incomplete";
            case WARN -> "warning";
        };
    }

    private void findings(Violation violation) throws IOException {
        if (violation.findings().isEmpty()) return;
        var broke = new HashSet<>(violation.findings());
        // two versions of a package in one manifest share a fingerprint, and are two findings everywhere else
        List<Link> links = facts.links().stream()
                .filter(link -> broke.contains(link.finding()))
                .toList();
        page.open("p", "class", "broke").text(Words.count(links.size(), "finding") + ": ");
        String separator = "";
        for (Link link : links.subList(0, Math.min(LINKED_FINDINGS, links.size()))) {
            page.text(separator);
            separator = ", ";
            page.element("a", link.label(), "href", "#" + link.anchor());
        }
        if (links.size() > LINKED_FINDINGS) {
            page.text(" and " + Words.number(links.size() - LINKED_FINDINGS) + " more");
        }
        page.close();
    }

    private void seen(Completeness completeness, Instant asOf) throws IOException {
        int gaps = GapsSection.count(completeness);
        page.open("div", "class", completeness.isComplete() ? "card seen whole" : "card seen partial");
        page.element("h2", "What was seen");
        page.open("p", "class", "statement");
        if (completeness.isComplete()) {
            page.text("Everything that was there was seen and judged.");
        } else {
            page.text("Not everything was seen: ").element("a", Words.count(gaps, "gap"), "href", "#gaps");
            page.text(". What is in the gaps is not in this report.");
        }
        page.close();
        page.element(
                "p",
                "%s, %s, %s in %s."
                        .formatted(
                                Words.count(completeness.filesSeen(), "file"),
                                Words.bytes(completeness.bytesSeen()),
                                Words.count(facts.components(), "component"),
                                Words.count(facts.report().manifests().size(), "manifest")));
        for (String gap : completeness.dataGaps()) {
            page.element("p", gap, "class", "gap");
        }
        data(completeness.data(), asOf);
        page.close();
    }

    private void data(List<DataSource> sources, Instant asOf) throws IOException {
        if (sources.isEmpty()) {
            page.element("p", "No advisory data was used.", "class", "gap");
            return;
        }
        page.open("details").with("open", "");
        page.element("summary", "Advisory data: " + Words.count(sources.size(), "source"));
        page.open("div", "class", "scroll")
                .open("table", "class", "data")
                .open("thead")
                .open("tr");
        for (String heading : List.of("source", "entries", "newest entry", "confirmed")) {
            page.element("th", heading, "scope", "col");
        }
        page.close().close().open("tbody");
        for (DataSource source : sources) {
            var newest = source.newest();
            var fetched = source.fetched();
            page.open("tr").element("td", source.name()).element("td", Words.number(source.records()));
            page.element("td", newest == null ? "not dated" : Words.day(newest));
            page.element("td", fetched == null ? "came with the program" : Words.age(fetched, asOf) + " before");
            page.close();
        }
        page.close().close().close().close();
    }

    private void inputs(VerdictInputs inputs) throws IOException {
        page.open("details", "class", "card inputs", "id", "inputs");
        page.element("summary", "The six inputs of this verdict: the same six give the same page");
        page.open("dl");
        input("input", inputs.input().toString());
        input("advisories", inputs.advisories());
        input("rules", inputs.rules().toString());
        input("policy", inputs.policy().toString());
        input("engine", inputs.engine());
        input("as of", inputs.asOf().toString());
        page.close().close();
    }

    private void input(String name, String value) throws IOException {
        page.element("dt", name).open("dd").element("code", value);
        page.element("button", "Copy", "type", "button", "class", "copy js-only", "aria-label", "Copy " + name)
                .close();
    }
}
