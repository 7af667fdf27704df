// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.audit;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The trail of one tenant. Entries are numbered from 1 without holes, and each has the SHA-256
/// over the one before it and all of its own fields, each field with its length.
public final class AuditStore {

    /// The hash before the first.
    private static final byte[] START = new byte[32];

    private static final int LOCK = 0x61756474;
    private static final int ENTRIES_AT_A_TIME = 1000;

    private final Tx tx;

    public AuditStore(Tx tx) {
        this.tx = tx;
    }

    /// @param actor who: a person, a token, or the program itself
    /// @param action in kebab case, e.g. `policy-set`
    /// @param subject what it was done to
    /// @param detail as JSON
    public record Entry(
            long seq,
            Instant at,
            String actor,
            String action,
            String subject,
            String detail,
            String previous,
            String hash) {}

    /// Signs, with a key that the database does not know.
    @FunctionalInterface
    public interface Signer {
        byte[] sign(byte[] message);
    }

    /// Checks what a [Signer] signed.
    @FunctionalInterface
    public interface Verifier {
        boolean verify(byte[] message, byte[] signature);
    }

    /// What a check found.
    ///
    /// @param entries how many were looked at and found whole
    /// @param last the last of these, to be kept elsewhere and asked for another time; empty when there
    ///     is none
    /// @param problem what is wrong, in words; empty when nothing is
    public record Check(long entries, Optional<Last> last, Optional<String> problem) {}

    /// Adds an entry and signs the trail's end anew.
    public void add(String actor, String action, String subject, String detail, Instant now, Signer signer) {
        tx.first("select pg_advisory_xact_lock(?, current_tenant()::int)", _ -> true, LOCK);
        var last = tx.first(
                "select seq, hash from audit order by seq desc limit 1",
                row -> new Last(row.number("seq"), hex(row.bytes("hash"))));
        long seq = last.map(Last::seq).orElse(0L) + 1;
        byte[] previous = last.map(link -> HexFormat.of().parseHex(link.hash())).orElse(START);
        // as the database keeps it
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        long tenant = tenant();
        byte[] hash = hash(tenant, seq, at, actor, action, subject, detail, previous);
        tx.update("""
                insert into audit (tenant_id, seq, at, actor, action, subject, detail, previous, hash)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?)
                """, seq, at, actor, action, subject, detail, previous, hash);
        tx.update("""
                insert into audit_head (tenant_id, seq, hash, signature) values (current_tenant(), ?, ?, ?)
                on conflict (tenant_id) do update set
                    seq = excluded.seq, hash = excluded.hash, signature = excluded.signature
                """, seq, hash, signer.sign(head(tenant, seq, hash)));
    }

    /// The newest entries before one, newest first.
    ///
    /// @param before a number; `Long.MAX_VALUE` for the newest of all
    public List<Entry> before(long before, int most) {
        return tx.all("select * from audit where seq < ? order by seq desc limit ?", AuditStore::entry, before, most);
    }

    /// Follows the whole chain: each entry is what it was, the last is the one that was signed, and
    /// what verdicts know of the trail is still in it. To be called before anything else in a
    /// transaction: what is added meanwhile is no part of what is looked at.
    public Check verify(Verifier verifier) {
        return verify(verifier, Optional.empty());
    }

    /// As the other.
    ///
    /// @param known an entry that was there when somebody looked before. Who can put back an old end with its
    ///     old signature, and the trail with it, can't put that out of the world
    public Check verify(Verifier verifier, Optional<Last> known) {
        tx.update("set transaction isolation level repeatable read");
        long tenant = tenant();
        var seen = new Last(0, hex(START));
        boolean isKnownThere = known.isEmpty();
        while (true) {
            var entries = tx.all(
                    "select * from audit where seq > ? order by seq limit ?",
                    AuditStore::entry,
                    seen.seq(),
                    ENTRIES_AT_A_TIME);
            if (entries.isEmpty()) break;
            for (Entry entry : entries) {
                if (!follows(tenant, seen, entry)) {
                    return broken(seen, "entry %d is not what it was, or is gone".formatted(seen.seq() + 1));
                }
                seen = new Last(entry.seq(), entry.hash());
                isKnownThere |= known.filter(seen::equals).isPresent();
            }
        }
        if (!isKnownThere) {
            return broken(
                    seen,
                    "entry %d is not the one that was known, or is gone"
                            .formatted(known.get().seq()));
        }
        return tail(tenant, seen, verifier);
    }

    private static boolean follows(long tenant, Last before, Entry entry) {
        byte[] previous = HexFormat.of().parseHex(before.hash());
        byte[] hash = hash(
                tenant,
                entry.seq(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.subject(),
                entry.detail(),
                previous);
        return entry.seq() == before.seq() + 1
                && entry.previous().equals(before.hash())
                && entry.hash().equals(hex(hash));
    }

    private Check tail(long tenant, Last last, Verifier verifier) {
        Optional<Head> head = head();
        if (head.isEmpty()) return last.seq() == 0 ? start(last) : broken(last, "the signature of the end is gone");
        Head end = head.get();
        if (!isSigned(tenant, end, verifier)) {
            return broken(last, "the signature of the end is not ours");
        }
        if (!last.equals(new Last(end.seq(), end.hash()))) {
            return broken(last, "the trail ends at entry %d and was signed at %d".formatted(last.seq(), end.seq()));
        }
        return tx.first(
                        """
                        select d.id, d.audit_seq from decision d
                        where d.audit_hash is not null and not exists (
                            select from audit a where a.tenant_id = d.tenant_id and a.seq = d.audit_seq and a.hash = d.audit_hash)
                        order by d.id limit 1
                        """,
                        row -> "verdict %d knows another entry %d".formatted(row.number("id"), row.number("audit_seq")))
                .map(problem -> broken(last, problem))
                .orElseGet(() -> whole(last));
    }

    /// Nothing was written down yet: then there is nobody, since their coming is, and no verdict that knows
    /// of an entry.
    private Check start(Last last) {
        boolean isStart = tx.one("""
                select not exists (select from person) and not exists (select from api_token)
                    and not exists (select from policy_version)
                    and not exists (select from decision where audit_hash is not null) as is_start
                """, row -> row.flag("is_start"));
        return isStart ? whole(last) : broken(last, "the whole trail is gone");
    }

    private static Check whole(Last last) {
        return new Check(last.seq(), Optional.of(last).filter(end -> end.seq() > 0), Optional.empty());
    }

    private static Check broken(Last last, String problem) {
        return new Check(last.seq(), Optional.of(last).filter(end -> end.seq() > 0), Optional.of(problem));
    }

    /// Whether the end is signed by whoever is to sign it; also where there is none yet.
    public boolean isEndSigned(Verifier verifier) {
        long tenant = tenant();
        return head().map(end -> isSigned(tenant, end, verifier)).orElse(true);
    }

    private static boolean isSigned(long tenant, Head end, Verifier verifier) {
        return verifier.verify(head(tenant, end.seq(), HexFormat.of().parseHex(end.hash())), end.signature());
    }

    private Optional<Head> head() {
        return tx.first(
                "select seq, hash, signature from audit_head",
                row -> new Head(row.number("seq"), hex(row.bytes("hash")), row.bytes("signature")));
    }

    /// How far the trail goes: number and hash of its last entry, in hexadecimal; empty before the
    /// first.
    public Optional<Last> last() {
        return tx.first("select seq, hash from audit_head", row -> new Last(row.number("seq"), hex(row.bytes("hash"))));
    }

    private long tenant() {
        return tx.one("select current_tenant() as id", row -> row.number("id"));
    }

    /// What is signed: the tenant, the number and the hash of the last entry.
    private static byte[] head(long tenant, long seq, byte[] hash) {
        return "pomona audit %d %d %s".formatted(tenant, seq, hex(hash)).getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Head(long seq, String hash, byte[] signature) {}

    /// @param hash in hexadecimal
    public record Last(long seq, String hash) {}

    private static Entry entry(Row row) {
        return new Entry(
                row.number("seq"),
                row.time("at"),
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                row.text("detail"),
                hex(row.bytes("previous")),
                hex(row.bytes("hash")));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hash(
            long tenant,
            long seq,
            Instant at,
            String actor,
            String action,
            String subject,
            String detail,
            byte[] previous) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(tenant)
                    .putLong(seq)
                    .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                    .flip());
            for (String field : List.of(actor, action, subject, detail)) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
