// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.util.Optional;

/// What all nodes and tenants have in common. In transactions of [dev.pomona.store.sql.Purpose#IDENTITY].
public final class InstallationStore {

    private final Tx tx;

    public InstallationStore(Tx tx) {
        this.tx = tx;
    }

    /// The id of the key that everything here is encrypted and signed with; empty before the first start.
    public Optional<String> keyId() {
        return text("key_id");
    }

    /// Says which key it is, unless that is known.
    ///
    /// @return the one that is known now
    public String claim(String keyId) {
        return tx.one(
                "update installation set key_id = coalesce(key_id, ?) returning key_id",
                row -> row.text("key_id"),
                keyId);
    }

    /// The key itself, encrypted; empty when the nodes have it in files.
    public Optional<String> sealedKey() {
        return text("sealed_key");
    }

    /// Keeps the key, encrypted, unless there is one.
    ///
    /// @return the one that is kept now
    public String keep(String sealedKey) {
        return tx.one(
                "update installation set sealed_key = coalesce(sealed_key, ?) returning sealed_key",
                row -> row.text("sealed_key"),
                sealedKey);
    }

    private Optional<String> text(String column) {
        return Optional.ofNullable(tx.one(
                        "select " + column + " as value from installation",
                        row -> Optional.ofNullable(row.optionalText("value")))
                .orElse(null));
    }
}
