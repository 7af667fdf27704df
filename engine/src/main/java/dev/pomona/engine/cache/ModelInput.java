// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Region;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.model.report.Gap;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/// Reads what [ModelOutput] wrote.
public final class ModelInput {

    private final RecordInput in;

    public ModelInput(RecordInput in) {
        this.in = in;
    }

    public Manifest manifest() {
        return new Manifest(
                in.text(),
                in.text(),
                in.flag() ? purl() : null,
                in.all(this::component),
                in.all(() -> new Dependency(purl(), purl())));
    }

    public Finding finding() {
        return new Finding(
                new RuleId(in.text()),
                new Fingerprint(in.text()),
                in.choice(Severity.class),
                in.choice(Confidence.class),
                in.text(),
                in.all(this::location),
                secret(),
                in.all(this::mark));
    }

    private Detail.Secret secret() {
        return new Detail.Secret(
                in.text(),
                in.choice(Proof.class),
                in.text(),
                in.text(),
                in.optionalText(),
                in.optionalText(),
                in.all(in::text),
                in.text(),
                null,
                null);
    }

    private AllowMark mark() {
        String syntax = in.text();
        List<String> rules = in.all(in::text);
        String until = in.optionalText();
        return new AllowMark(
                syntax, rules, until == null ? null : LocalDate.parse(until), in.text(), in.text(), location());
    }

    public Gap gap() {
        return new Gap(in.choice(Gap.Kind.class), in.text(), in.text());
    }

    private Component component() {
        return new Component(
                purl(),
                in.optionalText(),
                in.choice(Scope.class),
                in.choice(Relation.class),
                in.all(this::location),
                in.all(this::digest),
                in.all(in::text));
    }

    private Purl purl() {
        String type = in.text();
        String namespace = in.optionalText();
        String name = in.text();
        String version = in.optionalText();
        var qualifiers = new TreeMap<String, String>();
        in.all(() -> qualifiers.put(in.text(), in.text()));
        return new Purl(type, namespace, name, version, qualifiers, in.optionalText());
    }

    private Location location() {
        String path = in.text();
        return new Location(path, in.flag() ? region() : null);
    }

    private Region region() {
        return new Region((int) in.number(), (int) in.number(), (int) in.number(), (int) in.number());
    }

    private Digest digest() {
        return new Digest(in.choice(Digest.Algorithm.class), in.text());
    }
}
