// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cloud accounts and clusters. They are made when something is first said to run there.
public final class AccountStore {

    private final Tx tx;

    public AccountStore(Tx tx) {
        this.tx = tx;
    }

    /// @param provider such as `aws`; `unknown` when nobody said
    /// @param key what the provider calls it
    public record Account(String provider, String key, String name) {

        /// As it is written in one word: `provider/key`.
        public String text() {
            return provider + "/" + key;
        }
    }

    /// @param account `provider/key`; `null` when it is not known
    public record Cluster(String key, @Nullable String account) {}

    /// Makes it, or names the one that is there.
    ///
    /// @return whether it is new
    public boolean set(Account account) {
        return tx.one("""
                insert into cloud_account (tenant_id, provider, key, name) values (current_tenant(), ?, ?, ?)
                on conflict (tenant_id, provider, key) do update set name = excluded.name
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), account.provider(), account.key(), account.name());
    }

    /// By provider and key, those behind one.
    public List<Account> accountsAfter(String provider, String key, int most) {
        return tx.all("""
                select provider, key, name from cloud_account
                where tenant_id = current_tenant() and (provider, key) > (?, ?) order by provider, key limit ?
                """, AccountStore::account, provider, key, most);
    }

    public Optional<Account> account(String provider, String key) {
        return tx.first(
                "select provider, key, name from cloud_account where provider = ? and key = ?",
                AccountStore::account,
                provider,
                key);
    }

    private static Account account(Row row) {
        return new Account(row.text("provider"), row.text("key"), row.text("name"));
    }

    private static final String CLUSTER = """
            select k.key, a.provider || '/' || a.key as account
            from cluster k left join cloud_account a on a.id = k.account_id
            """;

    /// Makes it, or changes the account of the one that is there.
    ///
    /// @return whether it is new
    public boolean set(Cluster cluster) {
        return tx.one("""
                insert into cluster (tenant_id, key, account_id) values (current_tenant(), ?, ?)
                on conflict (tenant_id, key) do update set account_id = excluded.account_id
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), cluster.key(), new PlaceStore(tx).account(cluster.account()));
    }

    /// By key, those behind one.
    public List<Cluster> clustersAfter(String key, int most) {
        return tx.all(
                CLUSTER + "where k.tenant_id = current_tenant() and k.key > ? order by k.key limit ?",
                AccountStore::cluster,
                key,
                most);
    }

    public Optional<Cluster> cluster(String key) {
        return tx.first(CLUSTER + "where k.key = ?", AccountStore::cluster, key);
    }

    private static Cluster cluster(Row row) {
        return new Cluster(row.text("key"), row.optionalText("account"));
    }
}
