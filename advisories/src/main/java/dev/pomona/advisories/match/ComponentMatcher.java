// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.index.PackageKey;
import dev.pomona.advisories.match.PurlMatcher.Judgement;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.RuleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the known vulnerabilities of components. Stateless but for the index it reads; thread-safe.
///
/// Advisories of all sources whose ids are aliases of each other are one vulnerability; each source's claim is
/// kept. Withdrawn advisories do not count. A component without version is unresolved and not judged here.
public final class ComponentMatcher {

    /// A component with a known vulnerability.
    public static final RuleId VULNERABLE = new RuleId("component-vulnerable");

    /// A component made to do harm.
    public static final RuleId MALICIOUS = new RuleId("component-malicious");

    private final PurlMatcher matcher;

    private ComponentMatcher(PurlMatcher matcher) {
        this.matcher = matcher;
    }

    public static ComponentMatcher of(AdvisoryIndex index) {
        return new ComponentMatcher(new PurlMatcher(index));
    }

    /// The ecosystems, as the OSV schema names them, whose advisories speak of these components; those of no
    /// advisory
    /// source are left out.
    public static SortedSet<String> ecosystems(Collection<Purl> purls) {
        var ecosystems = new TreeSet<String>();
        for (Purl purl : purls) {
            AdvisoryPackages.of(purl, Collections.emptySortedSet()).forEach(name -> ecosystems.add(name.ecosystem()));
        }
        return ecosystems;
    }

    /// The names by which advisories may speak of a component, in the one spelling of each: the ecosystem
    /// without a
    /// release. Two components share one where an advisory about one may be about the other. Empty when no
    /// advisory
    /// source covers this type of purl.
    public static SortedSet<PackageName> names(Purl purl) {
        var names = new TreeSet<PackageName>();
        AdvisoryPackages.of(purl, Collections.emptySortedSet()).forEach(name -> names.add(filed(name)));
        return names;
    }

    /// The spelling of [#names] for a package that an advisory names.
    public static PackageName filed(PackageName name) {
        PackageName key = PackageKey.of(name);
        int colon = key.ecosystem().indexOf(':');
        return colon < 0 ? key : new PackageName(key.ecosystem().substring(0, colon), key.name());
    }

    /// The ecosystems of libraries, as opposed to operating systems.
    public static SortedSet<String> libraryEcosystems() {
        return AdvisoryPackages.libraryEcosystems();
    }

    /// The vulnerabilities of one component, by id; of a purl without version, all of the package.
    public List<ComponentMatch> query(Purl purl) {
        return matcher.judge(purl).matches();
    }

    /// As [#query], in words: what could not be judged about the component, sorted; empty when all could.
    public List<String> gaps(Purl purl) {
        Judgement judgement = matcher.judge(purl);
        var gaps = new TreeSet<>(judgement.gaps());
        if (!judgement.withoutData().isEmpty()) gaps.add("no advisory data for " + judgement.withoutData());
        return List.copyOf(gaps);
    }

    /// A finding for each vulnerability of each component in each manifest.
    public MatchResult match(Collection<Manifest> manifests) {
        return match(manifests, List.of());
    }

    /// As [#match(Collection)], but findings that a statement clears are set apart, with that statement.
    public MatchResult match(Collection<Manifest> manifests, List<VexStatement> vex) {
        var statements = new Statements(vex);
        var suppressed = new ArrayList<SuppressedFinding>();
        Map<Purl, Judgement> judgements = new HashMap<>();
        var withoutData = new TreeMap<String, Integer>();
        var gaps = new TreeSet<String>();
        var findings = new ArrayList<Finding>();
        for (Manifest manifest : manifests) {
            DependencyPaths paths = null;
            for (Component component : manifest.components()) {
                if (!component.isResolved()) continue;
                Judgement judgement = judgements.get(component.purl());
                if (judgement == null) {
                    judgement = matcher.judge(component.purl());
                    judgements.put(component.purl(), judgement);
                    gaps.addAll(judgement.gaps());
                    if (!judgement.withoutData().isEmpty()) withoutData.merge(judgement.withoutData(), 1, Integer::sum);
                }
                if (judgement.matches().isEmpty()) continue;
                if (paths == null) paths = new DependencyPaths(manifest);
                List<Purl> path = paths.to(component.purl());
                for (ComponentMatch match : judgement.matches()) {
                    Finding finding = finding(manifest, component, match, path);
                    statements
                            .clearing(manifest, component, match.vulnerability(), path)
                            .ifPresentOrElse(
                                    statement -> suppressed.add(new SuppressedFinding(finding, statement)),
                                    () -> findings.add(finding));
                }
            }
        }
        withoutData.forEach((what, count) -> gaps.add(
                "no advisory data for %s (%d %s)".formatted(what, count, count == 1 ? "component" : "components")));
        return new MatchResult(findings, suppressed, List.copyOf(gaps));
    }

    private static Finding finding(Manifest manifest, Component component, ComponentMatch match, List<Purl> path) {
        Vulnerability vulnerability = match.vulnerability();
        RuleId rule = vulnerability.malware() ? MALICIOUS : VULNERABLE;
        return new Finding(
                rule,
                fingerprint(manifest, component, vulnerability),
                vulnerability.severity(),
                Confidence.HIGH,
                Sentences.of(component, vulnerability, path),
                component.locations(),
                new Detail.VulnerableComponent(component, vulnerability, match.claims(), path, match.upgrade()));
    }

    /// Survives a change of version that does not fix, and other sources reporting the same flaw.
    private static Fingerprint fingerprint(Manifest manifest, Component component, Vulnerability vulnerability) {
        String versionless = component.purl().withVersion(null).toString();
        return Fingerprint.of(List.of("component", vulnerability.id(), versionless, manifest.path()));
    }
}
