// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.advisory;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Snapshots of advisory data in the database, so that a node without files gets them. Written by
/// [dev.pomona.store.sql.Purpose#FEED] alone.
public final class SnapshotHandout {

    private static final int LOCK = 0x66656564;

    private final Tx tx;

    public SnapshotHandout(Tx tx) {
        this.tx = tx;
    }

    /// Whether this transaction is the only one that pulls feeds, until it ends. A node that lost its
    /// connection on the way does not notice: what it brings is checked by [#isStill].
    public boolean takeTurn() {
        return tx.one("select pg_try_advisory_xact_lock(?, 0) as taken", row -> row.flag("taken"), LOCK);
    }

    /// The snapshot that everything is judged by.
    ///
    /// @param state when each of its sources was last confirmed
    /// @param since when it became that
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Current(String id, byte[] description, byte[] state, Instant since, Instant confirmedAt) {}

    public Optional<Current> current() {
        return tx.first(
                """
                select s.id, s.description, c.state, c.since, c.confirmed_at
                from current_snapshot c join snapshot s on s.id = c.snapshot_id
                """,
                row -> new Current(
                        row.text("id"),
                        row.bytes("description"),
                        row.bytes("state"),
                        row.time("since"),
                        row.time("confirmed_at")));
    }

    /// Whether nobody made another snapshot current since a node looked; from then on nobody else can until
    /// the transaction ends.
    ///
    /// @param id what it saw; empty when there was none
    public boolean isStill(Optional<String> id) {
        tx.first("select pg_advisory_xact_lock(?, 1)", _ -> true, LOCK);
        return current().map(Current::id).equals(id);
    }

    /// Whether everything is judged by a snapshot, as far as the database knows: it knows of none before
    /// the first pull.
    public boolean isCurrentOrNone(String id) {
        return tx.first("select snapshot_id from current_snapshot", row -> row.text("snapshot_id"))
                .map(id::equals)
                .orElse(true);
    }

    public Optional<byte[]> description(String id) {
        return tx.first("select description from snapshot where id = ?", row -> row.bytes("description"), id);
    }

    /// The SHA-256 of a file's bytes, in hexadecimal; empty unless all of it is here.
    public Optional<String> file(String digest) {
        return tx.first(
                "select encode(sha256, 'hex') as sha256 from advisory_file where digest = ? and complete_at is not null",
                row -> row.text("sha256"),
                digest);
    }

    /// Begins a file anew.
    ///
    /// @param sha256 of its bytes, in hexadecimal
    public void startFile(String digest, long size, String sha256) {
        tx.update("delete from advisory_part where digest = ?", digest);
        tx.update("""
                insert into advisory_file (digest, size, sha256) values (?, ?, decode(?, 'hex'))
                on conflict (digest) do update set
                    size = excluded.size, sha256 = excluded.sha256, complete_at = null
                """, digest, size, sha256);
    }

    public void addPart(String digest, int part, byte[] content) {
        tx.update("insert into advisory_part (digest, part, content) values (?, ?, ?)", digest, part, content);
    }

    public void completeFile(String digest, Instant now) {
        tx.update("update advisory_file set complete_at = ? where digest = ?", now, digest);
    }

    /// The content of one part; empty behind the last.
    public Optional<byte[]> part(String digest, int part) {
        return tx.first(
                "select content from advisory_part where digest = ? and part = ?",
                row -> row.bytes("content"),
                digest,
                part);
    }

    /// Makes a snapshot known. Its files must be here, unless this is the only node.
    ///
    /// @param files digests; empty when they are not handed out
    public void add(String id, byte[] description, List<String> files, Instant now) {
        tx.update("""
                insert into snapshot (id, description, taken_at) values (?, ?, ?) on conflict (id) do nothing
                """, id, description, now);
        for (String file : files) {
            tx.update("""
                    insert into snapshot_file (snapshot_id, digest) values (?, ?) on conflict do nothing
                    """, id, file);
        }
    }

    /// Makes a snapshot the one by which everything is judged; the one that is stays so since when
    /// it was.
    public void makeCurrent(String id, byte[] state, Instant now) {
        tx.update("""
                insert into current_snapshot as c (snapshot_id, state, since, confirmed_at) values (?, ?, ?, ?)
                on conflict (is_only) do update set
                    snapshot_id = excluded.snapshot_id, state = excluded.state, confirmed_at = excluded.confirmed_at,
                    since = case when c.snapshot_id = excluded.snapshot_id then c.since else excluded.since end
                """, id, state, now, now);
    }

    /// An advisory that came, changed or went with a snapshot.
    ///
    /// @param publishedAt `null` when nobody says
    public record Changed(
            String advisory,
            @Nullable Instant publishedAt,
            @Nullable Instant modifiedAt) {}

    public void addChanges(String snapshot, List<Changed> changes, Instant now) {
        tx.copy("advisory_change (snapshot_id, advisory_id, published_at, modified_at, fetched_at)", rows -> {
            for (Changed change : changes) {
                rows.row(snapshot, change.advisory(), change.publishedAt(), change.modifiedAt(), now);
            }
        });
    }

    /// Forgets snapshots that came before a time, and the files that only they used. What tenants
    /// are judged by stays.
    ///
    /// @param kept ids that stay in any case
    public void forget(Instant before, List<String> kept) {
        tx.update("""
                delete from snapshot s where s.taken_at < ? and not s.id = any (?)
                  and not exists (select from current_snapshot c where c.snapshot_id = s.id)
                """, before, kept);
        tx.update("""
                delete from advisory_file f where f.complete_at is not null
                  and not exists (select from snapshot_file s where s.digest = f.digest)
                """);
    }
}
