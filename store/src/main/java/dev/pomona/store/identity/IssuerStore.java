// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The identity providers of tenants.
public final class IssuerStore {

    /// A tenant with more would not know them any more.
    private static final int MOST = 100;

    private static final String SELECT =
            "select i.tenant_id, i.id, i.url, i.kind, i.client_id, i.client_secret, i.mapping::text as mapping from issuer i ";

    private final Tx tx;

    public IssuerStore(Tx tx) {
        this.tx = tx;
    }

    /// All of the tenant, by kind and address.
    public List<Issuer> all() {
        return tx.all(SELECT + "order by i.kind, i.url limit ?", IssuerStore::issuer, MOST);
    }

    /// All tenants that take this issuer's word, for [dev.pomona.store.sql.Purpose#IDENTITY].
    public List<Issuer> byUrl(String url, Issuer.Kind kind) {
        return tx.all(
                SELECT + "where i.url = ? and i.kind = ? order by i.id limit ?", IssuerStore::issuer, url, kind, MOST);
    }

    /// Who logs in the people of a tenant, for [dev.pomona.store.sql.Purpose#IDENTITY].
    ///
    /// @param tenant its key
    public List<Issuer> ofTenant(String tenant, Issuer.Kind kind) {
        return tx.all(
                SELECT + "join tenant t on t.id = i.tenant_id where t.key = ? and i.kind = ? order by i.id limit ?",
                IssuerStore::issuer,
                tenant,
                kind,
                MOST);
    }

    /// Adds it or changes the one of the same address and kind.
    public long set(String url, Issuer.Kind kind, String clientId, byte @Nullable [] clientSecret, String mapping) {
        return tx.one("""
                insert into issuer (tenant_id, url, kind, client_id, client_secret, mapping)
                values (current_tenant(), ?, ?, ?, ?, ?::jsonb)
                on conflict (tenant_id, url, kind) do update set
                    client_id = excluded.client_id, client_secret = excluded.client_secret, mapping = excluded.mapping
                returning id
                """, row -> row.number("id"), url, kind, clientId, clientSecret, mapping);
    }

    /// @return whether it was there
    public boolean remove(long id) {
        return tx.update("delete from issuer where id = ?", id) > 0;
    }

    private static Issuer issuer(Row row) {
        return new Issuer(
                new TenantId(row.number("tenant_id")),
                row.number("id"),
                row.text("url"),
                row.choice("kind", Issuer.Kind.class),
                row.text("client_id"),
                row.optionalBytes("client_secret"),
                row.text("mapping"));
    }
}
