// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.vex.VexReader;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.VexStore;
import dev.pomona.store.judgement.VexStore.Statement;
import dev.pomona.store.judgement.VexStore.Status;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what others state about vulnerabilities (OpenVEX, CSAF, CycloneDX). Whoever may send it is
/// believed: a statement that something is not affected, or fixed, waives the findings it is about, under
/// its author's name.
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

        /// @param isNew whether these bytes came for the first time
        /// @param statements how many, one for each product and part
        /// @param verdicts how many verdicts say something else than before
        record Taken(boolean isNew, int statements, int verdicts) implements Result {}

        /// It is none of the notations, or is damaged. Nothing of it is kept.
        record Refused(String reason) implements Result {}
    }

    public Result take(TenantId tenant, byte[] content, String by) {
        List<Statement> statements;
        try {
            statements = statements(VexReader.read(content));
        } catch (FormatException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        }
        if (statements.size() > VexStore.MOST) {
            return new Result.Refused("more than %d statements".formatted(VexStore.MOST));
        }
        byte[] digest = Packing.sha256(content);
        byte[] packed = Packing.gzip(content);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> {
            var advisories = snapshots.judging(tx, now);
            var documents = new DocumentStore(tx);
            var id = documents.add(DocumentStore.Kind.VEX, digest, content.length, packed, by, now);
            if (id.isEmpty()) return new Result.Taken(false, statements.size(), 0);
            var store = new VexStore(tx);
            store.add(id.get(), statements, now);
            documents.taken(id.get(), now);
            var concerned = store.concerned(id.get());
            var verdicts = new Verdicts(tx, advisories, concerned, engine, now);
            int changes = verdicts.decide(new DecisionStore(tx).toJudge(concerned));
            audit.add(
                    tx,
                    by,
                    "vex-taken",
                    "document " + DocumentStore.text(digest),
                    json -> json.field("statements", statements.size()),
                    now);
            return new Result.Taken(true, statements.size(), changes);
        });
    }

    private static List<Statement> statements(List<VexStatement> read) {
        var statements = new ArrayList<Statement>();
        for (VexStatement statement : read) {
            for (Product product : statement.subject().products()) {
                if (product.subcomponents().isEmpty()) statements.add(statement(statement, product.purl(), null));
                for (Purl part : product.subcomponents()) statements.add(statement(statement, product.purl(), part));
            }
        }
        return statements;
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
                0,
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
