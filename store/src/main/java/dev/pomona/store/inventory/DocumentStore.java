// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.inventory;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was received, as it was received.
public final class DocumentStore {

    private final Tx tx;

    public DocumentStore(Tx tx) {
        this.tx = tx;
    }

    public enum Kind {
        /// Nobody has looked yet.
        UNREAD,
        REPORT,
        CYCLONEDX,
        SPDX,
        VEX
    }

    public enum State {
        RECEIVED,
        JUDGED,
        REFUSED
    }

    /// @param artifact the row it is about; `null` while that is not known, and for statements about
    ///     several
    /// @param message why it was refused; `null` when it was not
    /// @param request what was said of it when it was sent, as JSON; `null` once it is judged
    public record Document(
            long id,
            @Nullable Long artifact,
            Kind kind,
            State state,
            @Nullable String message,
            @Nullable String request,
            Instant receivedAt) {}

    /// Keeps a document about several artifacts; the same bytes are kept once.
    ///
    /// @param digest SHA-256 of the bytes as received
    /// @param packed the bytes, in gzip
    /// @return empty when they are there already
    public Optional<Long> add(Kind kind, byte[] digest, long size, byte[] packed, String from, Instant now) {
        return tx.first("""
                insert into document (tenant_id, kind, digest, size, content, state, received_at, received_from)
                values (current_tenant(), ?, ?, ?, ?, 'RECEIVED', ?, ?)
                on conflict (tenant_id, digest, identity) do nothing
                returning id
                """, row -> row.number("id"), kind, digest, size, packed, now, from);
    }

    /// A document that nobody has read yet.
    ///
    /// @param identity what it is about: the digest of an artifact
    /// @param request what was said of it when it was sent, as JSON
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Arrived(byte[] digest, long size, Tx.Blob packed, String identity, String request, String from) {}

    /// Keeps a document for whoever reads it, and takes it in hand. The same bytes about the same
    /// artifact are kept once; those that were refused are kept again, and those that nobody is at are taken
    /// in hand.
    ///
    /// @param until nobody else takes it up before
    /// @return empty when it is there, whether somebody has read it or is at it
    public Optional<Long> receive(Arrived arrived, Instant now, Instant until) {
        var received = tx.first(
                """
                insert into document as d (tenant_id, identity, kind, digest, size, content, state, received_at,
                    received_from, request, due_at, attempts)
                values (current_tenant(), ?, 'UNREAD', ?, ?, ?, 'RECEIVED', ?, ?, ?, ?, 1)
                on conflict (tenant_id, digest, identity) do update set
                    state = 'RECEIVED', message = null, content = excluded.content, request = excluded.request,
                    due_at = excluded.due_at, attempts = case d.state when 'REFUSED' then 1 else d.attempts + 1 end
                where d.state = 'REFUSED' or (d.state = 'RECEIVED' and d.due_at <= ?)
                returning d.id
                """,
                row -> row.number("id"),
                arrived.identity(),
                arrived.digest(),
                arrived.size(),
                arrived.packed(),
                now,
                arrived.from(),
                arrived.request(),
                until,
                now);
        received.ifPresent(id -> tell(id, "received", now));
        return received;
    }

    /// A document that was taken up.
    ///
    /// @param attempts how often it was taken in hand, with this time
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Waiting(long id, byte[] digest, long size, String request, int attempts) {}

    /// Takes up a document that nobody is at any more.
    public Optional<Waiting> takeUp(Instant now, Instant until) {
        return tx.first(
                """
                update document d set due_at = ?, attempts = attempts + 1
                where d.id = (select id from document
                    where tenant_id = current_tenant() and state = 'RECEIVED' and due_at < ?
                    order by due_at, id limit 1 for update skip locked)
                returning d.id, d.digest, d.size, d.request, d.attempts
                """,
                row -> new Waiting(
                        row.number("id"),
                        row.bytes("digest"),
                        row.number("size"),
                        row.text("request"),
                        row.integer("attempts")),
                until,
                now);
    }

    /// Whether a document about something was received and is not judged yet.
    ///
    /// @param identity what it is about: the digest of an artifact
    public boolean isWaiting(String identity) {
        return tx.first("""
                        select 1 from document
                        where tenant_id = current_tenant() and state = 'RECEIVED' and identity = ? limit 1
                        """, _ -> true, identity).isPresent();
    }

    /// Holds a document until the transaction ends.
    ///
    /// @return whether it still waits to be judged
    public boolean hold(long id) {
        return tx.first("select 1 from document where id = ? and state = 'RECEIVED' for update", _ -> true, id)
                .isPresent();
    }

    /// What was received first of these bytes.
    public Optional<Document> byDigest(byte[] digest) {
        return allByDigest(digest).stream().findFirst();
    }

    /// What was received of these bytes about one artifact.
    public Optional<Document> find(byte[] digest, String identity) {
        return tx.first(
                SELECT + "where tenant_id = current_tenant() and digest = ? and identity = ?",
                DocumentStore::document,
                digest,
                identity);
    }

    /// What was received of these bytes, about whichever artifacts, the first received first; at
    /// most 100.
    public List<Document> allByDigest(byte[] digest) {
        return tx.all(
                SELECT + "where tenant_id = current_tenant() and digest = ? order by id limit 100",
                DocumentStore::document,
                digest);
    }

    private static final String SELECT =
            "select id, artifact_id, kind, state, message, request, received_at from document ";

    private static Document document(Row row) {
        return new Document(
                row.number("id"),
                row.optionalNumber("artifact_id"),
                row.choice("kind", Kind.class),
                row.choice("state", State.class),
                row.optionalText("message"),
                row.optionalText("request"),
                row.time("received_at"));
    }

    /// Writes the bytes in gzip, a part at a time.
    public void content(long id, OutputStream out) {
        int from = 1;
        while (true) {
            byte[] part = tx.one(
                    "select substring(content from ?::int for ?::int) as part from document where id = ?",
                    row -> row.bytes("part"),
                    from,
                    PART,
                    id);
            if (part.length == 0) return;
            try {
                out.write(part);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            from += part.length;
        }
    }

    private static final int PART = 1 << 20;

    /// @param artifact the row it is about
    public void judged(long id, long artifact, Kind kind, Instant now) {
        tx.update("""
                update document set state = 'JUDGED', kind = ?, artifact_id = ?, judged_at = ?, message = null,
                    request = null, due_at = null
                where id = ?
                """, kind, artifact, now, id);
        tell(id, "judged", now);
    }

    /// Says that a document which is about no single artifact counts.
    public void taken(long id, Instant now) {
        tx.update("update document set state = 'JUDGED', judged_at = ? where id = ?", now, id);
        tell(id, "judged", now);
    }

    /// Writes into the feed of changes what happened to a document.
    ///
    /// @param event `received`, `judged`, `refused`, or `withdrawn`
    public void tell(long id, String event, Instant now) {
        tx.update("""
                insert into outbox (tenant_id, topic, key, payload, created_at)
                select current_tenant(), 'document', 'sha256:' || encode(d.digest, 'hex'),
                    jsonb_strip_nulls(jsonb_build_object(
                        'event', ?, 'kind', d.kind, 'state', d.state, 'message', d.message, 'by', d.received_from,
                        'artifact', coalesce(a.digest, nullif(d.identity, '')), 'project', p.key)), ?
                from document d
                left join artifact a on a.id = d.artifact_id
                left join project p on p.id = a.project_id
                where d.id = ?
                """, event, now, id);
    }

    /// Says that it can't be read. Nothing of it is kept.
    public void refused(long id, String message, Instant now) {
        int refused = tx.update("""
                update document set state = 'REFUSED', message = ?, judged_at = ?, content = '', due_at = null
                where id = ? and state = 'RECEIVED'
                """, message, now, id);
        if (refused > 0) tell(id, "refused", now);
    }

    /// Leaves a document that could not be read for whoever comes next.
    ///
    /// @param counts whether it counts as an attempt
    public void giveBack(long id, Instant now, boolean counts) {
        tx.update(
                "update document set due_at = ?, attempts = attempts - ? where id = ? and state = 'RECEIVED'",
                now,
                counts ? 0 : 1,
                id);
    }

    /// `sha256:…` as people write it.
    public static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }
}
