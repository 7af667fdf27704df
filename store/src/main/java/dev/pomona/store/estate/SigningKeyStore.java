// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public keys that were the server's before the one of now.
public final class SigningKeyStore {

    /// Nobody changes keys every day.
    private static final int MOST = 1000;

    private final Tx tx;

    public SigningKeyStore(Tx tx) {
        this.tx = tx;
    }

    /// @param id SHA-256 of it, in hexadecimal
    /// @param publicKey as X.509 has it
    /// @param until when another took its place
    /// @param voucher what the key of now signed about it; `null` when its signatures count no more
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record SigningKey(String id, byte[] publicKey, Instant until, byte @Nullable [] voucher) {}

    /// All, the newest first.
    public List<SigningKey> all() {
        return tx.all(
                "select * from signing_key order by until desc, id limit ?",
                row -> new SigningKey(
                        row.text("id"), row.bytes("public_key"), row.time("until"), row.optionalBytes("voucher")),
                MOST);
    }

    /// Remembers one that another takes the place of, for [dev.pomona.store.sql.Purpose#REKEYING].
    public void add(SigningKey key) {
        tx.update(
                "insert into signing_key (id, public_key, until, voucher) values (?, ?, ?, ?)",
                key.id(),
                key.publicKey(),
                key.until(),
                key.voucher());
    }

    /// What another key of now signs about one of them, for [dev.pomona.store.sql.Purpose#REKEYING].
    public void vouch(String id, byte[] voucher) {
        tx.update("update signing_key set voucher = ? where id = ?", voucher, id);
    }
}
