// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.report.Report;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/// The report as one HTML page that needs nothing but a browser.
public final class HtmlReportWriter {

    static final Asset STYLE =
            new Asset(DesignTokens.css() + Asset.named("report.css").text());
    private static final Asset SCRIPT = Asset.named("report.js");
    /// Nothing is loaded from anywhere, and nothing runs but our own script.
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src %s; script-src %s; img-src data:; base-uri 'none'; form-action 'none'"
                    .formatted(STYLE.policySource(), SCRIPT.policySource());
    private static final String ICON =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
                    + "%3Ccircle cx='16' cy='18' r='11' fill='%23b3263f'/%3E"
                    + "%3Cpath d='M16 9c0-4 3-7 8-7 0 4-3 7-8 7z' fill='%233c8a4e'/%3E%3C/svg%3E";

    private HtmlReportWriter() {}

    /// Writes the page as it goes and leaves the stream open.
    public static void write(Report report, OutputStream out) throws IOException {
        var page = new Page(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16));
        var facts = Facts.of(report);
        page.asset("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(report, page);
        page.open("body");
        page.element("a", "Skip to the findings", "class", "skip", "href", "#findings");
        navigation(facts, page);
        page.open("main");
        new VerdictSection(facts, page).write();
        new SecretsSection(facts, page).write();
        new ChartsSection(facts, page).write();
        new FindingsSection(facts, page).write();
        new ComponentsSection(facts, page).write();
        new GapsSection(report.completeness(), page).write();
        new WaiversSection(facts, page).write();
        page.close();
        page.element(
                "footer",
                "Written by Pomona %s. The same six inputs give this page byte for byte; all times are UTC."
                        .formatted(report.inputs().engine()));
        page.close().close().asset("\n").flush();
    }

    private static void head(Report report, Page page) throws IOException {
        page.open("head").open("meta", "charset", "utf-8").close();
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", CONTENT_SECURITY_POLICY)
                .close();
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .close();
        page.open("meta", "name", "referrer", "content", "no-referrer").close();
        page.open("meta", "name", "color-scheme", "content", "light dark").close();
        page.open("link", "rel", "icon", "href", ICON).close();
        page.element("title", report.artifact() + ": " + report.decision().verdict() + " · Pomona");
        page.open("style").asset(STYLE.text()).close();
        page.open("script").asset(SCRIPT.text()).close();
        page.close();
    }

    private static void navigation(Facts facts, Page page) throws IOException {
        var completeness = facts.report().completeness();
        page.open("header", "class", "bar").open("nav", "aria-label", "Sections");
        page.element("a", "Pomona", "class", "brand", "href", "#verdict");
        if (!facts.secrets().isEmpty())
            counted("#secrets", "Secrets", facts.secrets().size(), page);
        counted("#findings", "Vulnerabilities", facts.rows().size(), page);
        counted("#components", "Components", facts.components(), page);
        counted("#gaps", "Not seen", GapsSection.count(completeness), page);
        counted("#waivers", "Waivers", facts.report().decision().waivers().size(), page);
        page.close();
        page.element("button", "Light / dark", "type", "button", "id", "theme", "class", "js-only");
        page.close();
    }

    private static void counted(String href, String name, int count, Page page) throws IOException {
        page.open("a", "href", href)
                .text(name + " ")
                .element("span", Words.number(count), "class", "n")
                .close();
    }
}
