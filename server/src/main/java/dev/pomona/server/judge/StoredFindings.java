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
import java.util.List;
import java.util.Objects;

/// Findings as they are kept, turned back into what a policy judges.
public final class StoredFindings {

    private StoredFindings() {}

    public static Finding finding(Open open) {
        String detail = open.matchDetail();
        if (detail == null)
            return FindingReader.read(Objects.requireNonNull(open.detail(), "a finding of a scanner has its detail"));
        var match = MatchReader.read(detail);
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
