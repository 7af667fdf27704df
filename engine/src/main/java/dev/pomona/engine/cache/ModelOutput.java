// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Region;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;

/// Writes what scanners report.
public final class ModelOutput {

    private final RecordOutput out;

    public ModelOutput(RecordOutput out) {
        this.out = out;
    }

    public void manifest(Manifest manifest) {
        out.text(manifest.path());
        out.text(manifest.kind());
        out.flag(manifest.root() != null);
        if (manifest.root() != null) purl(manifest.root());
        out.all(manifest.components(), this::component);
        out.all(manifest.dependencies(), dependency -> {
            purl(dependency.from());
            purl(dependency.to());
        });
    }

    /// A finding that only depends on the scanned files. A vulnerable component depends on advisory data too and is
    /// never
    /// kept: it is judged anew in every scan.
    public void finding(Finding finding) {
        out.text(finding.rule().value());
        out.text(finding.fingerprint().hex());
        out.choice(finding.severity());
        out.choice(finding.confidence());
        out.text(finding.message());
        out.all(finding.locations(), this::location);
        switch (finding.detail()) {
            case Detail.Secret secret -> secret(secret);
            case Detail.VulnerableComponent _ ->
                throw new IllegalArgumentException("%s depends on advisory data".formatted(finding.rule()));
        }
        out.all(finding.marks(), this::mark);
    }

    private void secret(Detail.Secret secret) {
        out.text(secret.title());
        out.choice(secret.proof());
        out.text(secret.proofReason());
        out.text(secret.redacted());
        out.optionalText(secret.digest());
        out.optionalText(secret.name());
        out.all(secret.layers(), out::text);
        out.text(secret.remedy());
        if (secret.verification() != null || secret.history() != null) {
            throw new IllegalArgumentException("what an issuer or a history says is not kept with a file");
        }
    }

    private void mark(AllowMark mark) {
        out.text(mark.syntax());
        out.all(mark.rules(), out::text);
        out.optionalText(mark.until() == null ? null : mark.until().toString());
        out.text(mark.owner());
        out.text(mark.reason());
        location(mark.at());
    }

    public void gap(Gap gap) {
        out.choice(gap.kind());
        out.text(gap.path());
        out.text(gap.message());
    }

    private void component(Component component) {
        purl(component.purl());
        out.optionalText(component.requirement());
        out.choice(component.scope());
        out.choice(component.relation());
        out.all(component.locations(), this::location);
        out.all(component.digests(), this::digest);
        out.all(component.licenses(), out::text);
    }

    private void purl(Purl purl) {
        out.text(purl.type());
        out.optionalText(purl.namespace());
        out.text(purl.name());
        out.optionalText(purl.version());
        out.all(purl.qualifiers().entrySet(), qualifier -> {
            out.text(qualifier.getKey());
            out.text(qualifier.getValue());
        });
        out.optionalText(purl.subpath());
    }

    private void location(Location location) {
        out.text(location.path());
        Region region = location.region();
        out.flag(region != null);
        if (region == null) return;
        out.number(region.startLine());
        out.number(region.startColumn());
        out.number(region.endLine());
        out.number(region.endColumn());
    }

    private void digest(Digest digest) {
        out.choice(digest.algorithm());
        out.text(digest.hex());
    }
}
