// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Puts what is encrypted under another key. For [dev.pomona.store.sql.Purpose#REKEYING], in one transaction for all
/// tenants: there is never half of it.
public final class RekeyingStore {

    private final Tx tx;

    public RekeyingStore(Tx tx) {
        this.tx = tx;
    }

    /// Holds what says which key it is, until the transaction ends: who starts meanwhile waits, and then sees the
    /// other.
    public void hold() {
        tx.one("select is_only from installation for update", _ -> true);
    }

    /// Says which key it is from now on.
    ///
    /// @param sealedKey the key itself, encrypted; `null` when nodes have it in files
    public void change(String keyId, @Nullable String sealedKey) {
        tx.update("update installation set key_id = ?, sealed_key = ?", keyId, sealedKey);
    }

    public List<TenantId> tenants() {
        return tx.all("select id from tenant order by id", row -> new TenantId(row.number("id")));
    }

    /// From now on the transaction is about a tenant.
    public void enter(TenantId tenant) {
        tx.one("select set_config('pomona.tenant', ?, true) as tenant", _ -> true, Long.toString(tenant.value()));
    }

    /// The secrets of all webhooks of the tenant.
    public void webhooks(UnaryOperator<byte[]> anew) {
        tx.each(
                "select id, secret from webhook",
                row -> tx.update(
                        "update webhook set secret = ? where id = ?",
                        anew.apply(row.bytes("secret")),
                        row.number("id")));
    }

    /// The secrets of all issuers of the tenant that have one.
    public void issuers(UnaryOperator<byte[]> anew) {
        tx.each(
                "select id, client_secret from issuer where client_secret is not null",
                row -> tx.update(
                        "update issuer set client_secret = ? where id = ?",
                        anew.apply(row.bytes("client_secret")),
                        row.number("id")));
    }

    /// Puts an answer under another key.
    @FunctionalInterface
    public interface Answer {

        /// @param key the answer's own name
        byte[] anew(String key, byte[] body);
    }

    /// The answers of the tenant that may be repeated.
    public void answers(Answer answer) {
        tx.each("select key, body from idempotent_request where length(body) > 0", row -> {
            String key = row.text("key");
            tx.update("update idempotent_request set body = ? where key = ?", answer.anew(key, row.bytes("body")), key);
        });
    }
}
