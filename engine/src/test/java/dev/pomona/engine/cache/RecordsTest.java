// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final Purl ROOT = Purl.of("npm", "@scope", "root", null);
    private static final Purl CHILD =
            Purl.of("npm", null, "chïld", "1.0").withQualifiers(Map.of("arch", "x86", "os", "linux"));
    private static final Manifest MANIFEST = new Manifest(
            "a/package-lock.json",
            "npm-lock",
            ROOT,
            List.of(
                    new Component(
                            CHILD,
                            "^1",
                            Scope.DEVELOPMENT,
                            Relation.TRANSITIVE,
                            List.of(Location.at("a/package-lock.json", 3, 7), Location.of("b")),
                            List.of(new Digest(Digest.Algorithm.MD5, "0".repeat(32))),
                            List.of("MIT", "see file")),
                    Component.unresolved(ROOT, "*", Scope.RUNTIME, Relation.DIRECT, Location.of("b"))),
            List.of(new Dependency(ROOT, CHILD)));

    private static final Finding FINDING = new Finding(
            new RuleId("secret-acme-token"),
            Fingerprint.of(List.of("secret", "x")),
            Severity.HIGH,
            Confidence.MEDIUM,
            "a token stands in the open",
            List.of(new Location("a.env", new Region(1, 7, 1, 47))),
            new Detail.Secret(
                    "Acme token",
                    Proof.PROVEN,
                    "its checksum is right",
                    "acme_…",
                    "0".repeat(32),
                    null,
                    List.of("base64", "gzip"),
                    "revoke it",
                    null,
                    null),
            List.of(
                    new AllowMark(
                            "pomona:allow",
                            List.of("acme-token"),
                            LocalDate.of(2027, 1, 31),
                            "ann",
                            "a dummy",
                            Location.at("a.env", 1, 50)),
                    new AllowMark("gitleaks:allow", List.of(), null, "", "", Location.at("a.env", 1, 90))));

    private static byte[] written() {
        var out = new RecordOutput();
        var model = new ModelOutput(out);
        out.number(Long.MIN_VALUE);
        model.manifest(MANIFEST);
        model.finding(FINDING);
        model.gap(new Gap(Gap.Kind.LIMIT, "x", "too large"));
        return out.toBytes();
    }

    private static void read(byte[] record) {
        var in = new RecordInput(record);
        var model = new ModelInput(in);
        assertThat(in.number()).isEqualTo(Long.MIN_VALUE);
        assertThat(model.manifest()).isEqualTo(MANIFEST);
        assertThat(model.finding()).isEqualTo(FINDING);
        assertThat(model.gap()).isEqualTo(new Gap(Gap.Kind.LIMIT, "x", "too large"));
    }

    @Test
    void whatIsWrittenIsRead() {
        read(written());
    }

    @Test
    void textsAreWrittenOnce() {
        var out = new RecordOutput();
        for (int i = 0; i < 100; i++) out.text("the same text again and again");
        assertThat(out.toBytes()).hasSizeLessThan(140);
    }

    @Test
    void endsEarlyIsSaid() {
        byte[] record = written();
        for (int length = 0; length < record.length; length++) {
            byte[] part = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void damageNeverCostsMoreThanTheRecord() {
        byte[] record = written();
        long seed = 3;
        var random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            byte[] bad = record.clone();
            for (int i = random.nextInt(5); i >= 0; i--) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            try {
                var in = new RecordInput(bad);
                var model = new ModelInput(in);
                in.number();
                model.manifest();
                model.gap();
            } catch (RuntimeException _) {
                // any is fine, an error is not
            } catch (Error e) {
                throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
            }
        }
    }
}
