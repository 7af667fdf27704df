// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.formats.vex.CsafVexWriter;
import dev.pomona.formats.vex.CycloneDxVexWriter;
import dev.pomona.formats.vex.OpenVexWriter;
import dev.pomona.formats.vex.VexDocument;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.TriageStore;
import dev.pomona.store.judgement.TriageStore.Finding;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Tells others what was found out about the vulnerabilities of an artifact, as VEX.
///
/// A finding that ended because the component is gone, or because no source says so any more, is fixed;
/// one that is not affected, or a false alarm, is not affected; one that is confirmed or accepted is
/// affected; of all others nobody has found out yet.
public final class VexExport {

    private static final int AT_A_TIME = 1000;

    private final Database database;
    private final Clock clock;
    private final String author;
    private final String namespace;

    /// @param author in whose name it is stated
    /// @param namespace an address that is the author's own
    public VexExport(Database database, Clock clock, String author, String namespace) {
        this.database = database;
        this.clock = clock;
        this.author = author;
        this.namespace = namespace;
    }

    public enum Format {
        OPENVEX,
        CSAF,
        CYCLONEDX
    }

    /// @param artifact its digest
    /// @throws UnknownException when there is no such artifact
    public void write(TenantId tenant, String artifact, Format format, OutputStream out) throws IOException {
        VexDocument document = database.inTenant(tenant, tx -> document(tx, artifact));
        switch (format) {
            case OPENVEX -> OpenVexWriter.write(document, out);
            case CSAF -> CsafVexWriter.write(document, out);
            case CYCLONEDX -> CycloneDxVexWriter.write(document, out);
        }
    }

    private VexDocument document(Tx tx, String digest) {
        Artifact artifact =
                new ArtifactStore(tx).byDigest(digest).orElseThrow(() -> new UnknownException("artifact", digest));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String id = namespace + "/vex/" + digest.replace(':', '-') + "/" + now.getEpochSecond();
        Purl product = product(artifact);
        var statements = new ArrayList<VexStatement>();
        var store = new TriageStore(tx);
        List<Finding> findings = store.ofArtifact(artifact.id(), 0, AT_A_TIME);
        while (!findings.isEmpty()) {
            for (Finding finding : findings) {
                if (finding.purl() != null) statements.add(statement(finding, product, id, now));
            }
            findings = store.ofArtifact(artifact.id(), findings.getLast().id(), AT_A_TIME);
        }
        return new VexDocument(id, author, namespace, now, statements);
    }

    private VexStatement statement(Finding finding, Purl product, String id, Instant now) {
        var subject = new Subject(
                List.of(finding.rule()),
                List.of(new Product(product, List.of(Purl.parse(String.valueOf(finding.purl()))))),
                author,
                id,
                now);
        String reason = finding.reason() == null ? "" : finding.reason();
        if (finding.knownTo() != null) return new VexStatement.Fixed(subject);
        return switch (State.valueOf(finding.state())) {
            case OPEN, IN_TRIAGE -> new VexStatement.UnderInvestigation(subject);
            case CONFIRMED, ACCEPTED, RESOLVED -> new VexStatement.Affected(subject, action(finding, reason));
            case FALSE_ALARM -> new VexStatement.NotAffected(subject, "", reason);
            case NOT_AFFECTED ->
                new VexStatement.NotAffected(
                        subject, finding.justification() == null ? "" : finding.justification(), reason);
        };
    }

    private static String action(Finding finding, String reason) {
        String fix = finding.fixed() == null ? "" : "Upgrade to %s.".formatted(finding.fixed());
        return reason.isEmpty() ? fix : fix.isEmpty() ? reason : fix + " " + reason;
    }

    /// An image by its digest, anything else by its name and version.
    private static Purl product(Artifact artifact) {
        return artifact.kind().equals("image")
                ? Purl.of("oci", null, artifact.name(), artifact.digest())
                : Purl.of("generic", null, artifact.name(), artifact.version());
    }
}
