// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.report.FindingReader;
import dev.pomona.formats.report.MatchReader;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.policy.vex.LastWords;
import dev.pomona.server.judge.Opinions;
import dev.pomona.server.pages.plot.Timeline;
import dev.pomona.server.pages.view.FindingView;
import dev.pomona.server.pages.view.Show;
import dev.pomona.server.web.ProblemException;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.VexStore.Received;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.FindingReading;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.sql.Tx;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gathers what is known of one finding.
final class FindingDetails {

    private static final int EVENTS = 100;
    private static final int RUNNING = 20;
    private static final int MOST = 50;

    /// More would stand on each other.
    private static final int MOST_DRAWN = 12;

    private final Tx tx;
    private final Instant now;

    FindingDetails(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /// @param after where the history goes on; `null` for its beginning
    /// @throws ProblemException when there is no such finding
    FindingView of(long id, @Nullable String after) {
        var reading = new FindingReading(tx);
        var finding = reading.find(id).orElseThrow(() -> ProblemException.notFound("finding", Long.toString(id)));
        var about = about(finding, reading.evidence(id).detail());
        var events = Places.at(() -> reading.events(id, after, EVENTS));
        var running = new DeploymentReading(tx)
                .page(new DeploymentReading.Filter(null, finding.digest(), null, null, null, null), null, RUNNING);
        List<FindingView.Event> told =
                events.items().stream().map(FindingDetails::event).toList();
        return new FindingView(
                finding,
                about.summary(),
                about.path(),
                about.places(),
                about.fix(),
                about.claims(),
                about.references(),
                about.facts(),
                finding.priorityReasons().stream().map(FindingView.Weight::of).toList(),
                running.items(),
                running.next() != null,
                new Overview(tx).ofRule(finding.rule()).less(finding.knownTo() == null ? 1 : 0),
                Timeline.of(
                        "history",
                        finding.validFrom(),
                        finding.validTo(),
                        finding.knownFrom(),
                        finding.knownTo(),
                        now,
                        moments(events.items())),
                told,
                events.next(),
                FindingPages.STATES,
                FindingPages.JUSTIFICATIONS,
                new EnvironmentStore(tx).all().stream().map(Environment::key).toList(),
                accepted(finding),
                stated(finding));
    }

    /// What counts first, each the newest first.
    private FindingView.Stated stated(FindingRow finding) {
        LastWords<Received> opinion = new ArtifactStore(tx)
                .byDigest(finding.digest())
                .map(artifact -> Opinions.about(tx, finding.id(), artifact))
                .orElseGet(LastWords::none);
        var shown = new ArrayList<FindingView.Statement>();
        opinion.counting().reversed().forEach(one -> shown.add(statement(one, true)));
        opinion.superseded().reversed().forEach(one -> shown.add(statement(one, false)));
        String effect = switch (opinion.effect()) {
            case CLEARED -> "It is cleared: somebody says that it is fixed or does no harm, and nobody denies it.";
            case CONTESTED -> "It is contested, so it counts: some say that it does no harm, and some that it does.";
            case NONE -> shown.isEmpty() ? "" : "Nothing of this clears it.";
        };
        int left = Math.max(0, shown.size() - MOST);
        return new FindingView.Stated(effect, shown.subList(0, shown.size() - left), left);
    }

    private static FindingView.Statement statement(Received received, boolean counts) {
        var statement = received.statement();
        return new FindingView.Statement(
                statement.author(),
                received.receivedFrom(),
                statement.part().isEmpty() ? statement.product() : statement.part(),
                received.at(),
                Show.words(statement.status().name()),
                statement.justification().replace('_', ' '),
                statement.remark(),
                counts);
    }

    /// What is permitted for the finding where it is: permissions of other projects are not shown.
    private List<FindingView.Accepted> accepted(FindingRow finding) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new AcceptanceStore(tx)
                .about(List.of(finding.fingerprint())).stream()
                        .filter(one -> one.terms().project() == null
                                || one.terms().project().equals(finding.project()))
                        .limit(MOST)
                        .map(one -> accepted(one, today))
                        .toList();
    }

    private static FindingView.Accepted accepted(AcceptanceStore.Acceptance one, LocalDate today) {
        var terms = one.terms();
        boolean isOver = today.isAfter(terms.expires());
        boolean isWaiting = terms.kind() == AcceptanceStore.Kind.RISK && one.signedBy() == null && !isOver;
        String state = isOver ? "is over" : isWaiting ? "waits for a signature" : "holds";
        String project = terms.project() == null ? "all projects" : terms.project();
        return new FindingView.Accepted(
                one.id(),
                terms.kind() == AcceptanceStore.Kind.RISK,
                terms.owner(),
                terms.reason(),
                project + (terms.environment() == null ? "" : " in " + terms.environment()),
                terms.expires().toString(),
                state,
                isWaiting);
    }

    private static List<Timeline.Moment> moments(List<FindingReading.Event> events) {
        var moments = new ArrayList<Timeline.Moment>();
        for (FindingReading.Event event : events.subList(0, Math.min(MOST_DRAWN, events.size()))) {
            moments.add(new Timeline.Moment(
                    moments.size() + 1, Show.words(event.type()), event.validAt(), event.knownAt()));
        }
        return moments;
    }

    private static FindingView.Event event(FindingReading.Event event) {
        var words = new StringBuilder(Show.words(event.type()));
        String remark = null;
        try {
            if (Json.read(event.detail()) instanceof Mapping mapping) {
                for (Mapping.Entry entry : mapping.entries()) {
                    if (!(entry.value() instanceof Scalar scalar) || scalar.text() == null) continue;
                    String value = scalar.text();
                    switch (entry.key()) {
                        case "comment", "reason", "text", "remark" -> remark = value;
                        case "severity" ->
                            words.append(", ")
                                    .append(Show.severity(Integer.parseInt(value))
                                            .toLowerCase(Locale.ROOT));
                        case "because" -> words.append(": ").append(value);
                        case "state" -> words.replace(0, words.length(), "became " + Show.words(value));
                        case "to" -> words.append(" to ").append(Show.person(value));
                        default ->
                            words.append(", ")
                                    .append(Show.words(entry.key()))
                                    .append(' ')
                                    .append(value);
                    }
                }
            }
        } catch (SyntaxException | NumberFormatException _) {
            // what can't be taken apart is left out; the API has it as it is
        }
        return new FindingView.Event(words.toString(), event.actor(), event.validAt(), event.knownAt(), remark);
    }

    /// What the evidence says.
    private record About(
            String summary,
            List<String> path,
            List<String> places,
            List<String> fix,
            List<dev.pomona.model.advisory.Claim> claims,
            List<dev.pomona.model.advisory.Reference> references,
            List<FindingView.Fact> facts) {}

    private static About about(FindingRow listed, @Nullable String detail) {
        if (detail == null) return plain(listed);
        try {
            return listed.kind().equals("VULNERABILITY")
                    ? ofVulnerability(listed, MatchReader.read(detail))
                    : ofFinding(listed, FindingReader.read(detail));
        } catch (FormatException _) {
            return plain(listed);
        }
    }

    /// What is left when the evidence is gone: a vulnerability that was withdrawn, say.
    private static About plain(FindingRow listed) {
        var path = new ArrayList<String>();
        path.add(listed.artifact());
        if (listed.location() != null) path.add(listed.location());
        if (listed.purl() != null) path.add(Show.component(listed.purl()));
        return new About(
                listed.title(),
                path,
                listed.location() == null ? List.of() : List.of(listed.location()),
                listed.fixed() == null
                        ? List.of()
                        : List.of("Upgrade to %s, which removes this flaw.".formatted(listed.fixed())),
                List.of(),
                List.of(),
                List.of());
    }

    private static About ofVulnerability(FindingRow listed, MatchReader.Match match) {
        About plain = plain(listed);
        Vulnerability vulnerability = match.vulnerability();
        return new About(
                Show.orElse(vulnerability.summary(), listed.title()),
                plain.path(),
                plain.places(),
                VulnerabilityFacts.fix(match.upgrade()),
                match.claims().stream().limit(MOST).toList(),
                vulnerability.references().stream().limit(MOST).toList(),
                VulnerabilityFacts.of(vulnerability));
    }

    private static About ofFinding(FindingRow listed, Finding finding) {
        About plain = plain(listed);
        List<String> places = finding.locations().stream()
                .limit(MOST)
                .map(FindingDetails::place)
                .toList();
        return switch (finding.detail()) {
            case Detail.VulnerableComponent component ->
                new About(
                        finding.message(),
                        component.path().stream()
                                .map(purl -> Show.component(purl.toString()))
                                .toList(),
                        places,
                        VulnerabilityFacts.fix(component.upgrade()),
                        component.claims(),
                        component.vulnerability().references(),
                        VulnerabilityFacts.of(component.vulnerability()));
            case Detail.Secret secret ->
                new About(
                        finding.message(),
                        plain.path(),
                        places,
                        List.of(secret.remedy()),
                        List.of(),
                        List.of(),
                        facts(secret, finding));
        };
    }

    private static List<FindingView.Fact> facts(Detail.Secret secret, Finding finding) {
        var facts = new ArrayList<FindingView.Fact>();
        facts.add(fact("What it is", secret.title()));
        facts.add(fact("Shown", secret.redacted()));
        facts.add(fact("Proof", Show.words(secret.proof().name()) + ": " + secret.proofReason()));
        facts.add(fact("Confidence", Show.words(finding.confidence().name())));
        if (secret.name() != null) facts.add(fact("Name", secret.name()));
        if (!secret.layers().isEmpty()) facts.add(fact("Packed in", String.join(", ", secret.layers())));
        var verification = secret.verification();
        if (verification != null) {
            facts.add(fact("Issuer says", Show.words(verification.status().name()) + ": " + verification.reason()));
        }
        var history = secret.history();
        if (history != null) {
            // content that no commit has was in the object database all the same
            var first = history.first();
            var last = history.last();
            if (first != null) facts.add(fact("First commit", first.id() + ", " + Show.day(first.time())));
            if (last != null) facts.add(fact("Last commit", last.id() + ", " + Show.day(last.time())));
        }
        return facts;
    }

    private static FindingView.Fact fact(String name, String value) {
        return new FindingView.Fact(name, value, null);
    }

    private static String place(Location location) {
        return location.line() == 0 ? location.path() : location.path() + ":" + location.line();
    }
}
