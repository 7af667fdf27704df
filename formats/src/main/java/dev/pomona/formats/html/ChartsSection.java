// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import java.io.IOException;
import java.util.List;

/// The open findings at a glance: what to do first, how bad, how likely, where.
final class ChartsSection {

    private static final int MOST_UPGRADES = 10;
    private static final int MOST_BARS = 8;

    private final Facts facts;
    private final Page page;
    private final Bars bars;

    ChartsSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
        bars = new Bars(page);
    }

    void write() throws IOException {
        if (facts.open().isEmpty()) return;
        page.open("section", "id", "charts", "aria-label", "Charts");
        severities();
        page.open("div", "class", "charts");
        upgrades();
        card("Severity against likelihood", "EPSS: exploitation within 30 days; ◆ known to be exploited");
        new EpssStrip(page).write(facts.open());
        page.close();
        breakdown(
                "By relation",
                Tally.by(facts.open(), row -> Words.lower(row.component().relation())),
                "relation");
        breakdown("By ecosystem", Tally.by(facts.open(), Row::ecosystem), "ecosystem");
        breakdown("By manifest", Tally.by(facts.open(), Row::file), "manifest");
        breakdown(
                "By scope",
                Tally.by(facts.open(), row -> Words.lower(row.component().scope())),
                "scope");
        page.close().close();
    }

    private void severities() throws IOException {
        var tally = Tally.of(facts.open());
        page.open("div", "class", "card whole-bar").element("h2", "Open findings by severity");
        bars.bar("Open findings", tally, tally.total());
        page.open("ul", "class", "legend");
        for (Severity severity : Tally.worstFirst()) {
            if (tally.of(severity) == 0) continue;
            page.open("li").open("a", "href", "#findings", "data-set", "severity=" + severity.rank());
            page.element("span", "", "class", "key " + Words.style(severity));
            page.element("b", Words.number(tally.of(severity))).text(" " + Words.lower(severity));
            page.close().close();
        }
        page.close().close();
    }

    private void upgrades() throws IOException {
        var plan = UpgradePlan.of(facts.open());
        card("What to upgrade first", "findings that each step removes");
        if (plan.steps().isEmpty()) page.element("p", "No source knows a version without these flaws.");
        int most = plan.steps().stream()
                .mapToInt(step -> step.removed().total())
                .max()
                .orElse(1);
        page.open("ol", "class", "bars upgrades");
        List<UpgradePlan.Step> shown =
                plan.steps().subList(0, Math.min(MOST_UPGRADES, plan.steps().size()));
        for (UpgradePlan.Step step : shown) {
            page.open("li").open("span", "class", "name").text(Words.nameAndVersion(step.component()) + " → ");
            page.element("b", step.target());
            if (!step.broughtBy().isEmpty()) {
                String others = step.broughtBy().size() > 1
                        ? " and " + (step.broughtBy().size() - 1) + " more"
                        : "";
                page.element("span", " via " + step.broughtBy().getFirst() + others, "class", "muted");
            }
            page.close().element("span", step.removed().inWords(), "class", "counts");
            bars.bar(Words.name(step.component()), step.removed(), most);
            page.close();
        }
        page.close();
        rest(plan);
        page.close();
    }

    private void rest(UpgradePlan plan) throws IOException {
        if (plan.steps().size() > MOST_UPGRADES) {
            page.element(
                    "p",
                    "and %s more; sort the findings by fix to see them"
                            .formatted(Words.count(plan.steps().size() - MOST_UPGRADES, "upgrade")),
                    "class",
                    "muted");
        }
        if (plan.without() > 0) {
            page.element("p", Words.count(plan.without(), "finding") + " without a known fix", "class", "muted");
        }
    }

    private void breakdown(String title, List<Tally.Named> tallies, String filter) throws IOException {
        card(title, "open findings");
        bars.write(tallies, MOST_BARS, filter);
        page.close();
    }

    private void card(String title, String measure) throws IOException {
        page.open("div", "class", "card").element("h2", title).element("p", measure, "class", "muted measure");
    }
}
