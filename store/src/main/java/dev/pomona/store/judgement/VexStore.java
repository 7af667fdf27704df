// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What others state about vulnerabilities in products (VEX).
public final class VexStore {

    /// As many statements as one document may have.
    public static final int MOST = 100_000;

    private final Tx tx;

    public VexStore(Tx tx) {
        this.tx = tx;
    }

    public enum Status {
        NOT_AFFECTED,
        AFFECTED,
        FIXED,
        UNDER_INVESTIGATION
    }

    /// @param vulnerabilities ids of one flaw
    /// @param product a purl
    /// @param part a purl within it; empty for the product as a whole
    /// @param remark impact or action, in the author's words
    /// @param statedAt `null` when the document does not say
    public record Statement(
            long id,
            List<String> vulnerabilities,
            String product,
            String part,
            Status status,
            String justification,
            String remark,
            String author,
            @Nullable Instant statedAt) {

        public Statement {
            vulnerabilities = List.copyOf(vulnerabilities);
        }
    }

    /// Keeps the statements of a document.
    public void add(long document, Collection<Statement> statements, Instant now) {
        if (statements.size() > MOST) throw new IllegalArgumentException("more than %d statements".formatted(MOST));
        for (Statement statement : statements) {
            tx.update(
                    """
                    insert into vex_statement (tenant_id, document_id, vulnerabilities, product, part, status,
                        justification, remark, author, stated_at, received_at)
                    values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    document,
                    statement.vulnerabilities(),
                    statement.product(),
                    statement.part(),
                    statement.status(),
                    statement.justification(),
                    statement.remark(),
                    statement.author(),
                    statement.statedAt(),
                    now);
        }
    }

    public boolean isEmpty() {
        return tx.first("select 1 from vex_statement where tenant_id = current_tenant() limit 1", _ -> true)
                .isEmpty();
    }

    /// Statements that clear a flaw which is open in each of some artifacts: not affected, or fixed,
    /// and the newest of their kind about the same flaw and product; by id, and 10,000 for one at
    /// most.
    public Map<Long, List<Statement>> clearing(Collection<Long> artifacts) {
        var clearing = new HashMap<Long, List<Statement>>();
        tx.each(
                """
                select s.* from unnest(?::bigint[]) as a (id)
                cross join lateral (
                    select * from (
                        select distinct on (v.vulnerabilities, v.product, v.part) a.id as artifact_id, v.*
                        from (select distinct x.id
                              from (select rule as name from finding
                                    where artifact_id = a.id and known_to is null and kind = 'VULNERABILITY'
                                    union
                                    select unnest(m.aliases) from finding f
                                    join component_match m on m.component_id = f.component_id
                                        and m.vulnerability = f.rule
                                    where f.artifact_id = a.id and f.known_to is null) n
                              join vex_statement x on x.vulnerabilities && array[n.name]) i
                        join vex_statement v on v.id = i.id
                        order by v.vulnerabilities, v.product, v.part, coalesce(v.stated_at, v.received_at) desc,
                            v.id desc) newest
                    where newest.status in ('NOT_AFFECTED', 'FIXED')
                    order by newest.id limit 10000) s
                order by s.artifact_id, s.id
                """,
                row -> clearing.computeIfAbsent(row.number("artifact_id"), _ -> new ArrayList<>())
                        .add(statement(row)),
                artifacts);
        return clearing;
    }

    /// Artifacts in which a flaw is open that a document speaks of, by id.
    public List<Long> concerned(long document) {
        return tx.all("""
                select distinct f.artifact_id
                from (select distinct unnest(vulnerabilities) as name from vex_statement where document_id = ?) v
                join component_match m on m.tenant_id = current_tenant()
                    and (m.vulnerability = v.name or v.name = any (m.aliases))
                join finding f on f.component_id = m.component_id and f.rule = m.vulnerability and f.known_to is null
                order by f.artifact_id
                """, row -> row.number("artifact_id"), document);
    }

    /// The newest statements about a flaw, with an id below one.
    public List<Statement> about(String vulnerability, long below, int most) {
        return tx.all("""
                select * from vex_statement where vulnerabilities && array[?] and id < ? order by id desc limit ?
                """, VexStore::statement, vulnerability, below, most);
    }

    private static Statement statement(Row row) {
        return new Statement(
                row.number("id"),
                row.texts("vulnerabilities"),
                row.text("product"),
                row.text("part"),
                row.choice("status", Status.class),
                row.text("justification"),
                row.text("remark"),
                row.text("author"),
                row.optionalTime("stated_at"));
    }
}
