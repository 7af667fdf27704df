// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.inventory;

import dev.pomona.store.sql.Tx;
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
    public record Document(
            long id,
            @Nullable Long artifact,
            Kind kind,
            State state,
            @Nullable String message,
            Instant receivedAt) {}

    /// Keeps a document; the same bytes about the same artifact are kept once.
    ///
    /// @param digest SHA-256 of the bytes as received
    /// @param packed the bytes, in gzip
    /// @return empty when they are there already
    public Optional<Long> add(
            @Nullable Long artifact, Kind kind, byte[] digest, long size, byte[] packed, String from, Instant now) {
        return tx.first("""
                insert into document (tenant_id, artifact_id, kind, digest, size, content, state, received_at,
                    received_from)
                values (current_tenant(), ?, ?, ?, ?, ?, 'RECEIVED', ?, ?)
                on conflict (tenant_id, digest, artifact_id) do nothing
                returning id
                """, row -> row.number("id"), artifact, kind, digest, size, packed, now, from);
    }

    /// What was received first of these bytes.
    public Optional<Document> byDigest(byte[] digest) {
        return allByDigest(digest).stream().findFirst();
    }

    /// What was received of these bytes, about whichever artifacts, the first received first; at
    /// most 100.
    public List<Document> allByDigest(byte[] digest) {
        return tx.all(
                """
                select id, artifact_id, kind, state, message, received_at from document
                where tenant_id = current_tenant() and digest = ? order by id limit 100
                """,
                row -> new Document(
                        row.number("id"),
                        row.optionalNumber("artifact_id"),
                        row.choice("kind", Kind.class),
                        row.choice("state", State.class),
                        row.optionalText("message"),
                        row.time("received_at")),
                digest);
    }

    /// The bytes in gzip.
    public byte[] content(long id) {
        return tx.one("select content from document where id = ?", row -> row.bytes("content"), id);
    }

    public void judged(long id, long artifact, Instant now) {
        tx.update(
                "update document set state = 'JUDGED', artifact_id = ?, judged_at = ?, message = null where id = ?",
                artifact,
                now,
                id);
    }

    /// Says that a document which is about no single artifact counts.
    public void taken(long id, Instant now) {
        tx.update("update document set state = 'JUDGED', judged_at = ? where id = ?", now, id);
    }

    public void refused(long id, String message, Instant now) {
        tx.update("update document set state = 'REFUSED', message = ?, judged_at = ? where id = ?", message, now, id);
    }

    /// `sha256:…` as people write it.
    public static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }
}
