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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What others state about vulnerabilities in products (VEX).
public final class VexStore {

    /// As many statements as one document may have.
    public static final int MOST = 100_000;

    /// More statements about the flaws of one artifact than anybody makes.
    public static final int MOST_ABOUT = 10_000;

    private static final String COLUMNS = """
            v.id, v.vulnerabilities, v.product, v.part, v.status, v.justification, v.remark, v.author, v.stated_at,
            v.received_at, d.received_from, 'sha256:' || encode(d.digest, 'hex') as document, d.withdrawn_at
            """;

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

    /// A statement as it was received.
    ///
    /// @param receivedFrom who brought it
    /// @param document the digest of the document that it stands in
    /// @param withdrawnAt since when the document does not count any more; `null` while it does
    public record Received(
            long id,
            Statement statement,
            Instant receivedAt,
            String receivedFrom,
            String document,
            @Nullable Instant withdrawnAt) {

        /// When it was stated, else when it came.
        public Instant at() {
            Instant stated = statement.statedAt();
            return stated == null ? receivedAt : stated;
        }
    }

    /// The package that a statement is about, in the words of its purl.
    ///
    /// @param productName of the product's purl
    public record About(String type, String namespace, String name, String productName) {}

    /// Keeps the statements of a document.
    ///
    /// @param about what each is about, in their order
    public void add(long document, List<Statement> statements, List<About> about, Instant now) {
        if (statements.size() > MOST) throw new IllegalArgumentException("more than %d statements".formatted(MOST));
        tx.scratch("stated", """
                position int, vulnerabilities text, product text, part text, status text, justification text, remark text,
                author text, stated_at timestamptz, type text, namespace text, name text, product_name text""");
        tx.copy("stated", rows -> {
            for (int i = 0; i < statements.size(); i++) {
                Statement statement = statements.get(i);
                About one = about.get(i);
                rows.row(
                        i,
                        String.join("\n", statement.vulnerabilities()),
                        statement.product(),
                        statement.part(),
                        statement.status(),
                        statement.justification(),
                        statement.remark(),
                        statement.author(),
                        statement.statedAt(),
                        one.type(),
                        one.namespace(),
                        one.name(),
                        one.productName());
            }
        });
        tx.update("""
                insert into vex_statement (tenant_id, document_id, vulnerabilities, product, part, status,
                    justification, remark, author, stated_at, received_at, type, namespace, name, product_name)
                select current_tenant(), ?, string_to_array(vulnerabilities, E'\\n'), product, part, status,
                    justification, remark, author, stated_at, ?, type, namespace, name, product_name
                from stated order by position
                """, document, now);
    }

    public boolean isEmpty() {
        return tx.first("select 1 from vex_statement where tenant_id = current_tenant() limit 1", _ -> true)
                .isEmpty();
    }

    /// A vulnerability that is open in an artifact, once for each component version that has it.
    ///
    /// @param finding its id
    /// @param fingerprint in hexadecimal
    /// @param names of the flaw: its id and its aliases
    public record Flaw(long finding, String fingerprint, List<String> names, String purl) {

        public Flaw {
            names = List.copyOf(names);
        }
    }

    /// What others may have an opinion on, by artifact, each by finding and purl. A package of which an artifact has
    /// several versions has one finding for all of them that have the flaw.
    public Map<Long, List<Flaw>> flaws(Collection<Long> artifacts) {
        var flaws = new HashMap<Long, List<Flaw>>();
        tx.each(
                FLAWS + "where f.artifact_id = any (?) and f.known_to is null order by f.id, c.purl",
                row -> flaws.computeIfAbsent(row.number("artifact_id"), _ -> new ArrayList<>())
                        .add(flaw(row)),
                artifacts);
        return flaws;
    }

    /// The same for one finding.
    public List<Flaw> flawsOf(long finding) {
        return tx.all(FLAWS + "where f.id = ? and f.known_to is null order by f.id, c.purl", VexStore::flaw, finding);
    }

    private static final String FLAWS = """
            select f.id, f.artifact_id, encode(f.fingerprint, 'hex') as fingerprint,
                m.vulnerability || m.aliases as names, c.purl
            from finding f
            join component k on k.id = f.component_id
            join occurrence p on p.artifact_id = f.artifact_id and p.component_id = f.component_id
            join component c on c.package_id = k.package_id and c.coordinates = k.coordinates
            join occurrence o on o.artifact_id = f.artifact_id and o.component_id = c.id and o.manifest = p.manifest
            join component_match m on m.component_id = c.id and m.vulnerability = f.rule
            """;

    private static Flaw flaw(Row row) {
        return new Flaw(row.number("id"), row.text("fingerprint"), row.texts("names"), row.text("purl"));
    }

    /// Statements that may be about flaws which are open in each of some artifacts: about one of their names, and
    /// about a package of the artifact or something that is called like it. Of the same author about the same, the
    /// newest. By id; one more than [#MOST_ABOUT] for one when there are too many.
    public Map<Long, List<Received>> about(Collection<Long> artifacts) {
        var about = new HashMap<Long, List<Received>>();
        tx.each(
                """
                select s.* from unnest(?::bigint[]) as a (id)
                cross join lateral (
                    with flaw as (
                        select distinct n.name, c.package_id
                        from finding f
                        join component c on c.id = f.component_id
                        join component_match m on m.component_id = f.component_id and m.vulnerability = f.rule
                        cross join lateral unnest(m.vulnerability || m.aliases) as n (name)
                        where f.artifact_id = a.id and f.known_to is null),
                    spoken as (
                        select v.id from flaw n
                        join package p on p.id = n.package_id
                        join vex_statement v on v.tenant_id = p.tenant_id and v.name = p.name and v.type = p.type
                            and v.namespace = p.namespace and v.vulnerabilities && array[n.name]
                        union
                        select v.id from artifact b
                        join vex_statement v on v.tenant_id = b.tenant_id and v.product_name = b.name and v.part = ''
                        join flaw n on v.vulnerabilities && array[n.name]
                        where b.id = a.id),
                    newest as (
                        select distinct on (v.author, v.vulnerabilities, v.product, v.part) a.id as artifact_id, %s
                        from spoken s
                        join vex_statement v on v.id = s.id
                        join document d on d.id = v.document_id and d.withdrawn_at is null
                        order by v.author, v.vulnerabilities, v.product, v.part,
                            coalesce(v.stated_at, v.received_at) desc, v.id desc)
                    select * from newest order by id limit ?) s
                order by s.artifact_id, s.id
                """.formatted(COLUMNS),
                row -> about.computeIfAbsent(row.number("artifact_id"), _ -> new ArrayList<>())
                        .add(received(row)),
                artifacts,
                MOST_ABOUT + 1);
        return about;
    }

    /// Findings that are open and that a document may speak of.
    ///
    /// @param artifact the row it is in
    public record Concerned(long finding, long artifact) {}

    /// By artifact and finding.
    public List<Concerned> concerned(long document) {
        return tx.all("""
                with stated as (
                    select distinct n.name as flaw, v.type, v.namespace, v.name, v.product_name, v.part
                    from vex_statement v cross join lateral unnest(v.vulnerabilities) as n (name)
                    where v.document_id = ?),
                matched as (
                    select m.component_id, m.vulnerability, s.*
                    from stated s
                    join component_match m on m.tenant_id = current_tenant() and m.vulnerability = s.flaw
                    union
                    select m.component_id, m.vulnerability, s.*
                    from stated s
                    join component_match m on m.tenant_id = current_tenant() and m.aliases && array[s.flaw])
                select distinct f.id, f.artifact_id
                from matched m
                join component c on c.id = m.component_id
                join package p on p.id = c.package_id
                join finding f on f.component_id = m.component_id and f.rule = m.vulnerability and f.known_to is null
                join artifact a on a.id = f.artifact_id
                where (p.type, p.namespace, p.name) = (m.type, m.namespace, m.name)
                   or (m.part = '' and m.product_name = a.name)
                order by f.artifact_id, f.id
                """, row -> new Concerned(row.number("id"), row.number("artifact_id")), document);
    }

    /// What is asked for; `null` asks for all.
    ///
    /// @param vulnerability one of the names of a flaw
    /// @param document a digest
    public record Filter(
            @Nullable String vulnerability, @Nullable String document) {}

    /// Statements with an id below one, the newest first; those that were withdrawn are among them.
    public List<Received> newest(Filter filter, long below, int most) {
        var conditions = new StringBuilder("v.tenant_id = current_tenant() and v.id < ?");
        var arguments = new ArrayList<@Nullable Object>(List.of(below));
        if (filter.vulnerability() != null) {
            conditions.append(" and v.vulnerabilities && array[?::text]");
            arguments.add(filter.vulnerability());
        }
        if (filter.document() != null) {
            conditions.append(" and d.digest = decode(?, 'hex')");
            arguments.add(filter.document().replaceFirst("^sha256:", ""));
        }
        arguments.add(most);
        return tx.all(
                "select %s from vex_statement v join document d on d.id = v.document_id where %s order by v.id desc limit ?"
                        .formatted(COLUMNS, conditions),
                VexStore::received,
                arguments.toArray());
    }

    /// Makes a document count no more, or count again.
    ///
    /// @param by who withdraws it; `null` to let it count
    /// @return whether that is news
    public boolean withdraw(long document, @Nullable String by, Instant now) {
        return tx.update(
                        "update document set withdrawn_at = ?::timestamptz, withdrawn_by = ?::text"
                                + " where id = ? and (withdrawn_at is null) = (?::text is not null)",
                        by == null ? null : now,
                        by,
                        document,
                        by)
                > 0;
    }

    /// The row of a document of statements.
    ///
    /// @param digest `sha256:…`
    public Optional<Long> document(String digest) {
        return tx.first("""
                select id from document where tenant_id = current_tenant() and kind = 'VEX' and digest = decode(?, 'hex')
                """, row -> row.number("id"), digest.replaceFirst("^sha256:", ""));
    }

    /// How many statements a document has.
    public int size(long document) {
        return tx.one(
                "select count(*)::int as n from vex_statement where document_id = ?",
                row -> row.integer("n"),
                document);
    }

    private static Received received(Row row) {
        return new Received(
                row.number("id"),
                new Statement(
                        row.texts("vulnerabilities"),
                        row.text("product"),
                        row.text("part"),
                        row.choice("status", Status.class),
                        row.text("justification"),
                        row.text("remark"),
                        row.text("author"),
                        row.optionalTime("stated_at")),
                row.time("received_at"),
                row.text("received_from"),
                row.text("document"),
                row.optionalTime("withdrawn_at"));
    }
}
