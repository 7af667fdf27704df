// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.vex.VexReader;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.judge.Advisories;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.TriageStore;
import dev.pomona.store.judgement.VexStore;
import dev.pomona.store.judgement.VexStore.Statement;
import dev.pomona.store.judgement.VexStore.Status;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what others state about vulnerabilities (OpenVEX, CSAF, CycloneDX). Whoever may send it is
/// believed: a statement that something is not affected, or fixed, waives the findings it is about, under
/// its author's name, see [dev.pomona.server.judge.Opinions].
public final class VexIngest {

    private final Database database;
    private final Audit audit;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public VexIngest(Database database, Audit audit, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.audit = audit;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
    }

    /// What became of a document.
    public sealed interface Result {

        /// @param digest of the document
        /// @param isNew whether it did not count before
        /// @param statements how many, one for each product and part
        /// @param findings how many open findings it speaks of
        /// @param verdicts how many verdicts say something else than before
        record Taken(String digest, boolean isNew, int statements, int findings, int verdicts) implements Result {}

        /// It is none of the notations, or is damaged. Nothing of it is kept.
        record Refused(String reason) implements Result {}
    }

    /// Takes a document. The same bytes a second time change nothing, unless they were withdrawn: then they count
    /// again.
    ///
    /// @param by who brings it
    public Result take(TenantId tenant, byte[] content, String by) {
        var stated = new Stated(new ArrayList<>(), new ArrayList<>());
        try {
            VexReader.read(content).forEach(stated::add);
        } catch (FormatException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        }
        if (stated.statements().size() > VexStore.MOST) {
            return new Result.Refused("more than %d statements".formatted(VexStore.MOST));
        }
        if (stated.statements().isEmpty()) {
            return new Result.Refused("there is no statement about a product that is named by a purl");
        }
        byte[] digest = Packing.sha256(content);
        byte[] packed = Packing.gzip(content);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> take(tx, stated, digest, packed, content.length, by, now));
    }

    private Result take(Tx tx, Stated stated, byte[] digest, byte[] packed, long size, String by, Instant now) {
        var advisories = snapshots.judging(tx, now);
        var documents = new DocumentStore(tx);
        var store = new VexStore(tx);
        String name = DocumentStore.text(digest);
        int statements = stated.statements().size();
        var added = documents.add(DocumentStore.Kind.VEX, digest, size, packed, by, now);
        if (added.isPresent()) {
            store.add(added.get(), stated.statements(), stated.about(), now);
            documents.taken(added.get(), now);
        } else {
            long known = store.document(name).orElseThrow();
            if (!store.withdraw(known, null, now)) return new Result.Taken(name, false, statements, 0, 0);
            documents.tell(known, "judged", now);
        }
        long id = added.or(() -> store.document(name)).orElseThrow();
        Followed followed = follow(tx, advisories, id, name, "STATED", by, now);
        audit.add(
                tx,
                by,
                "vex-taken",
                "document " + name,
                json -> json.field("statements", statements).field("findings", followed.findings()),
                now);
        return new Result.Taken(name, true, statements, followed.findings(), followed.verdicts());
    }

    /// Makes a document count no more. What it stated is still told, with when it was withdrawn.
    ///
    /// @param digest `sha256:…`
    /// @return how many verdicts say something else than before
    /// @throws UnknownException when there is none that counts
    public int withdraw(TenantId tenant, String digest, String reason, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> {
            var advisories = snapshots.judging(tx, now);
            var store = new VexStore(tx);
            long id = store.document(digest)
                    .filter(document -> store.withdraw(document, by, now))
                    .orElseThrow(() -> new UnknownException("document of statements", digest));
            new DocumentStore(tx).tell(id, "withdrawn", now);
            Followed followed = follow(tx, advisories, id, digest, "STATEMENT_WITHDRAWN", by, now);
            audit.add(tx, by, "vex-withdrawn", "document " + digest, json -> json.field("reason", reason), now);
            return followed.verdicts();
        });
    }

    private record Followed(int findings, int verdicts) {}

    /// Writes the document into the history of the findings it speaks of, and judges anew what it may change.
    private Followed follow(
            Tx tx, Advisories advisories, long id, String digest, String event, String by, Instant now) {
        List<VexStore.Concerned> concerned = new VexStore(tx).concerned(id);
        if (concerned.isEmpty()) return new Followed(0, 0);
        new TriageStore(tx)
                .tell(
                        concerned.stream().map(VexStore.Concerned::finding).toList(),
                        event,
                        by,
                        JsonOut.line(json -> json.field("document", digest)),
                        now);
        List<Long> artifacts =
                concerned.stream().map(VexStore.Concerned::artifact).distinct().toList();
        var verdicts = new Verdicts(tx, advisories, artifacts, engine, now);
        int changes = verdicts.decide(new DecisionStore(tx).toJudge(artifacts));
        return new Followed(concerned.size(), changes);
    }

    /// Statements as they are kept, and the package that each is about.
    private record Stated(List<Statement> statements, List<VexStore.About> about) {

        /// As long as a name may be to stand in an index.
        private static final int LONGEST = 2000;

        void add(VexStatement statement) {
            statement.subject().vulnerabilities().forEach(Stated::check);
            for (Product product : statement.subject().products()) {
                if (product.subcomponents().isEmpty()) add(statement, product.purl(), null);
                for (Purl part : product.subcomponents()) add(statement, product.purl(), part);
            }
        }

        private void add(VexStatement statement, Purl product, @Nullable Purl part) {
            Purl named = part == null ? product : part;
            check(product.toString());
            check(named.toString());
            statements.add(statement(statement, product, part));
            about.add(new VexStore.About(
                    named.type(), named.namespace() == null ? "" : named.namespace(), named.name(), product.name()));
        }

        private static void check(String name) {
            if (name.length() > LONGEST) {
                throw new FormatException("a name has at most %d characters, not %d".formatted(LONGEST, name.length()));
            }
        }
    }

    private static Statement statement(VexStatement statement, Purl product, @Nullable Purl part) {
        record Said(Status status, String justification, String remark) {}
        Said said = switch (statement) {
            case VexStatement.NotAffected not -> new Said(Status.NOT_AFFECTED, not.justification(), not.impact());
            case VexStatement.Affected affected -> new Said(Status.AFFECTED, "", affected.action());
            case VexStatement.Fixed _ -> new Said(Status.FIXED, "", "");
            case VexStatement.UnderInvestigation _ -> new Said(Status.UNDER_INVESTIGATION, "", "");
        };
        return new Statement(
                statement.subject().vulnerabilities(),
                product.toString(),
                part == null ? "" : part.toString(),
                said.status(),
                said.justification(),
                said.remark(),
                statement.subject().author(),
                statement.subject().timestamp());
    }
}
