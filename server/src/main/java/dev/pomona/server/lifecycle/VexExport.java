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
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.FindingSync;
import dev.pomona.store.judgement.ToldFlaws;
import dev.pomona.store.judgement.ToldFlaws.Told;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Tells others what was found out about the vulnerabilities of an artifact, as VEX.
///
/// An artifact never changes. So a finding that ended because its component is gone was about something that is not
/// in there, and one that no source names any more was wrong: neither is affected. What is not affected or a false
/// alarm is not affected; what is confirmed, accepted or said to be dealt with in a later build is affected; of all
/// others nobody has found out yet. Where a component is in several places that differ, the worst is told. What an
/// earlier build had, and this one has not, is fixed here, and stays what it is there.
///
/// As long as nothing changes the document is the same to the byte.
public final class VexExport {

    private static final int AT_A_TIME = 1000;

    private final Database database;

    public VexExport(Database database) {
        this.database = database;
    }

    public enum Format {
        OPENVEX,
        CSAF,
        CYCLONEDX
    }

    /// @param artifact its digest
    /// @param namespace an address of the organisation, in whose name it is stated
    /// @return empty when nothing was ever known against the artifact: a VEX document states something
    /// @throws UnknownException when there is no such artifact
    public Optional<byte[]> write(TenantId tenant, String artifact, Format format, String namespace) {
        return database.inTenant(tenant, tx -> document(tx, artifact, namespace))
                .map(document -> bytes(document, format));
    }

    private static byte[] bytes(VexDocument document, Format format) {
        var out = new ByteArrayOutputStream();
        try {
            switch (format) {
                case OPENVEX -> OpenVexWriter.write(document, out);
                case CSAF -> CsafVexWriter.write(document, out);
                case CYCLONEDX -> CycloneDxVexWriter.write(document, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// A component version and the flaw that it has.
    private record Place(String purl, String rule) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::rule).thenComparing(Place::purl);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private static Optional<VexDocument> document(Tx tx, String digest, String namespace) {
        Artifact artifact =
                new ArtifactStore(tx).byDigest(digest).orElseThrow(() -> new UnknownException("artifact", digest));
        String author = new TenantStore(tx).own().name();
        String id = namespace + "/vex/" + digest.replace(':', '-');
        Product whole = new Product(product(artifact), List.of());
        Map<Place, VexStatement> statements = new TreeMap<>();
        var store = new ToldFlaws(tx);
        List<Told> some = store.told(artifact.id(), 0, AT_A_TIME);
        while (!some.isEmpty()) {
            for (Told told : some) {
                statements.merge(
                        new Place(told.purl(), told.rule()),
                        statement(told, whole.purl(), author, id),
                        VexExport::worse);
            }
            some = store.told(artifact.id(), some.getLast().id(), AT_A_TIME);
        }
        for (ToldFlaws.Mended mended : store.mended(artifact.id())) {
            VexStatement fixed = fixed(mended, artifact, whole.purl(), author, id);
            String purl = mended.purls().isEmpty() ? "" : mended.purls().getFirst();
            statements.merge(new Place(purl, mended.rule()), fixed, VexExport::worse);
        }
        Optional<Instant> newest = statements.values().stream()
                .map(statement -> Objects.requireNonNull(statement.subject().timestamp()))
                .max(Comparator.naturalOrder());
        return newest.map(time -> {
            var all = new ArrayList<>(statements.values());
            // what is stated gives it its name, so that another content never goes by the same
            byte[] content = bytes(new VexDocument(id, author, namespace, time, all), Format.OPENVEX);
            return new VexDocument(id + "/" + shortHash(content), author, namespace, time, all);
        });
    }

    private static VexStatement statement(Told told, Purl product, String author, String document) {
        var subject = new Subject(
                names(told.rule(), told.aliases()),
                List.of(new Product(product, List.of(Purl.parse(told.purl())))),
                author,
                document,
                told.changedAt().truncatedTo(ChronoUnit.SECONDS));
        String closed = told.closedBecause();
        if (closed != null) {
            return closed.equals(FindingSync.COMPONENT_GONE)
                    ? new VexStatement.NotAffected(subject, Justification.COMPONENT_NOT_PRESENT.word(), "")
                    : new VexStatement.NotAffected(subject, "", "No advisory names this version any more.");
        }
        String reason = Objects.requireNonNullElse(told.reason(), "");
        return switch (State.valueOf(told.state())) {
            case OPEN, IN_TRIAGE -> new VexStatement.UnderInvestigation(subject);
            case CONFIRMED, ACCEPTED, RESOLVED -> new VexStatement.Affected(subject, action(told, reason));
            case FALSE_ALARM -> new VexStatement.NotAffected(subject, "", reason);
            case NOT_AFFECTED ->
                new VexStatement.NotAffected(subject, Objects.requireNonNullElse(told.justification(), ""), reason);
        };
    }

    private static VexStatement fixed(
            ToldFlaws.Mended mended, Artifact artifact, Purl product, String author, String document) {
        Instant known = mended.knownAt().isAfter(artifact.firstSeen()) ? mended.knownAt() : artifact.firstSeen();
        return new VexStatement.Fixed(new Subject(
                names(mended.rule(), mended.aliases()),
                List.of(new Product(
                        product, mended.purls().stream().map(Purl::parse).toList())),
                author,
                document,
                known.truncatedTo(ChronoUnit.SECONDS)));
    }

    /// The id first, then what others call it.
    private static List<String> names(String rule, List<String> aliases) {
        return Stream.concat(Stream.of(rule), aliases.stream().sorted())
                .distinct()
                .toList();
    }

    private static VexStatement worse(VexStatement one, VexStatement other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(VexStatement statement) {
        return switch (statement) {
            case VexStatement.Affected _ -> 3;
            case VexStatement.UnderInvestigation _ -> 2;
            case VexStatement.NotAffected _ -> 1;
            case VexStatement.Fixed _ -> 0;
        };
    }

    private static String action(Told told, String reason) {
        String fix = told.fixed() == null ? "" : "Upgrade to %s.".formatted(told.fixed());
        return reason.isEmpty() ? fix : fix.isEmpty() ? reason : fix + " " + reason;
    }

    /// By its digest: names and versions are given again.
    private static Purl product(Artifact artifact) {
        return artifact.kind().equals("image")
                ? Purl.of("oci", null, artifact.name(), artifact.digest())
                : Purl.of("generic", null, artifact.name(), artifact.version())
                        .withQualifiers(Map.of("checksum", artifact.digest()));
    }

    private static String shortHash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
