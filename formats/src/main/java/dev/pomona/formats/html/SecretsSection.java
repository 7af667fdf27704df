// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.History;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.Verification;
import java.io.IOException;
import java.util.List;

/// Every secret, one line each that unfolds: what it is, how sure that is, where it stands, how to make it worthless.
final class SecretsSection {

    private static final int MOST_LOCATIONS = 50;

    private final Facts facts;
    private final Page page;

    SecretsSection(Facts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    void write() throws IOException {
        if (facts.secrets().isEmpty()) return;
        page.open("section", "id", "secrets").element("h2", "Secrets");
        page.element(
                "p",
                "Whoever has seen these files can use them: revoke first, then remove. No value is on this page.",
                "class",
                "muted");
        page.open("ol", "class", "findings secrets");
        for (SecretRow row : facts.secrets()) row(row);
        page.close().close();
    }

    private void row(SecretRow row) throws IOException {
        var finding = row.finding();
        var secret = row.secret();
        page.open("li");
        if (row.isWaived()) page.with("class", "waived");
        page.open("details").open("summary", "class", "row").open("span");
        page.element("span", Words.lower(finding.severity()), "class", "badge " + Words.style(finding.severity()))
                .close();
        page.open("span", "class", "what").element("b", secret.title()).close();
        page.open("span");
        proof(secret.proof());
        verification(secret);
        if (row.isWaived()) page.text(" ").element("span", "waived", "class", "pill active");
        page.close();
        page.open("span").element("code", secret.redacted()).close();
        page.element("span", Words.place(finding.locations().getFirst()), "class", "where");
        page.close();
        body(row);
        page.close().close();
    }

    private void proof(Proof proof) throws IOException {
        page.element("span", Words.lower(proof), "class", proof == Proof.PROVEN ? "pill hot" : "pill");
    }

    private void verification(Detail.Secret secret) throws IOException {
        var verification = secret.verification();
        if (verification == null) return;
        String style = verification.status() == Verification.Status.LIVE ? "pill hot" : "pill";
        page.text(" ").element("span", Words.lower(verification.status()), "class", style);
    }

    private void body(SecretRow row) throws IOException {
        var finding = row.finding();
        var secret = row.secret();
        page.open("div", "class", "body", "id", row.anchor()).open("div");
        page.element("p", finding.message(), "class", "summary");
        WaiverLine.write(row.waiver(), page);
        page.element("h3", "What to do").element("p", secret.remedy());
        page.element("h3", "Where").open("ul", "class", "plain-list");
        List<Location> locations = finding.locations();
        for (Location location : locations.subList(0, Math.min(MOST_LOCATIONS, locations.size()))) {
            page.open("li").element("code", Words.place(location)).close();
        }
        if (locations.size() > MOST_LOCATIONS) {
            page.element("li", Words.number(locations.size() - MOST_LOCATIONS) + " more");
        }
        page.close().close();
        facts(row);
        page.close();
    }

    private void facts(SecretRow row) throws IOException {
        var finding = row.finding();
        var secret = row.secret();
        page.open("dl", "class", "facts");
        fact("Severity", Words.lower(finding.severity()));
        fact("Proof", Words.lower(secret.proof()) + ": " + secret.proofReason());
        var verification = secret.verification();
        if (verification != null) fact("Issuer", Words.lower(verification.status()) + ": " + verification.reason());
        if (secret.name() != null) fact("Given to", secret.name());
        if (!secret.layers().isEmpty()) fact("Packed in", String.join(", ", secret.layers()));
        var history = secret.history();
        if (history != null) history(history);
        if (secret.digest() != null) fact("Same value", secret.digest());
        fact("Rule", finding.rule() + ", confidence " + Words.lower(finding.confidence()));
        page.element("dt", "Identity").open("dd");
        page.element("a", finding.fingerprint().hex(), "href", "#" + row.anchor(), "class", "code")
                .close();
        page.close();
    }

    private void history(History history) throws IOException {
        if (history.first() != null) fact("First commit", commit(history.first()));
        if (history.last() != null) fact("Last commit", commit(history.last()));
        String where = history.isPresent()
                ? "in the commit that is checked out"
                : history.isReachable()
                        ? "only in the past"
                        : history.first() == null ? "in no commit" : "only in commits that no branch leads to";
        fact("Now", where);
    }

    private static String commit(History.Commit commit) {
        return "%s, %s, %s".formatted(commit.id(), Words.day(commit.time()), commit.author());
    }

    private void fact(String name, String value) throws IOException {
        page.element("dt", name).element("dd", value);
    }
}
