// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.formats.report.FindingReader;
import dev.pomona.formats.report.MatchReader;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.RuleId;
import dev.pomona.store.judgement.FindingStore.Open;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Findings as they are kept, turned back into what a policy judges. What holds for a component is
/// read once for all artifacts that have it. Not thread-safe.
public final class StoredFindings {

    /// More flaws than most estates have open at a time.
    private static final int MOST_KEPT = 5000;

    private final Map<String, MatchReader.Match> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MatchReader.Match> eldest) {
            return size() > MOST_KEPT;
        }
    };

    public Finding finding(Open open) {
        String detail = open.matchDetail();
        if (detail == null)
            return FindingReader.read(Objects.requireNonNull(open.detail(), "a finding of a scanner has its detail"));
        var match = read.computeIfAbsent(detail, MatchReader::read);
        var component = JudgedArtifact.component(
                open.purl(),
                open.scope(),
                open.isDirect(),
                open.manifest(),
                open.line(),
                open.requirement(),
                open.licenses());
        RuleId rule = match.vulnerability().malware() ? ComponentMatcher.MALICIOUS : ComponentMatcher.VULNERABLE;
        return new Finding(
                rule,
                new Fingerprint(open.fingerprint()),
                match.vulnerability().severity(),
                Confidence.HIGH,
                "%s has %s".formatted(component.purl(), match.vulnerability().id()),
                component.locations(),
                new Detail.VulnerableComponent(
                        component, match.vulnerability(), match.claims(), List.of(component.purl()), match.upgrade()));
    }
}
