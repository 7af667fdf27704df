// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public keys of the server, the one of now and those before it.
public final class SigningKeyStore {

    /// Nobody changes keys every day.
    private static final int MOST = 1000;

    private final Tx tx;

    public SigningKeyStore(Tx tx) {
        this.tx = tx;
    }

    /// @param id SHA-256 of it, in hexadecimal
    /// @param publicKey as X.509 has it
    /// @param until `null` for the one that signs
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record SigningKey(
            String id,
            byte[] publicKey,
            Instant since,
            @Nullable Instant until) {}

    /// All, the newest first.
    public List<SigningKey> all() {
        return tx.all(
                "select * from signing_key order by until desc nulls first, since desc limit ?",
                row -> new SigningKey(
                        row.text("id"), row.bytes("public_key"), row.time("since"), row.optionalTime("until")),
                MOST);
    }

    /// Remembers the one that signs, unless it is known.
    public void add(String id, byte[] publicKey, Instant now) {
        tx.update(
                "insert into signing_key (id, public_key, since) values (?, ?, ?) on conflict do nothing",
                id,
                publicKey,
                now);
    }

    /// Says that all that signed until now don't any more, for [dev.pomona.store.sql.Purpose#REKEYING].
    public void retire(Instant now) {
        tx.update("update signing_key set until = ? where until is null", now);
    }
}
