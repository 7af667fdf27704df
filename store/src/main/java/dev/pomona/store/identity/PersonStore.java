// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// People.
public final class PersonStore {

    private final Tx tx;

    public PersonStore(Tx tx) {
        this.tx = tx;
    }

    /// What a login by password needs.
    ///
    /// @param password as it was stored
    /// @param lockedUntil `null` when it is not locked
    public record Local(
            Person person,
            String password,
            int failedLogins,
            @Nullable Instant lockedUntil) {}

    /// A local account, for [dev.pomona.store.sql.Purpose#IDENTITY].
    ///
    /// @param tenant its key
    public Optional<Local> local(String tenant, String name) {
        return tx.first(
                """
                select p.tenant_id, p.id, p.issuer, p.subject, p.name, p.mail, p.roles, p.password, p.failed_logins,
                    p.locked_until
                from person p join tenant t on t.id = p.tenant_id
                where t.key = ? and p.issuer = 'local' and p.subject = ? and p.password is not null
                """,
                row -> new Local(
                        person(row),
                        row.text("password"),
                        row.integer("failed_logins"),
                        row.optionalTime("locked_until")),
                tenant,
                name);
    }

    /// Whether the tenant of this transaction has somebody of a role.
    public boolean has(String role) {
        return tx.first("select id from person where ? = any (roles) limit 1", row -> row.number("id"), role)
                .isPresent();
    }

    /// Whether the tenant of this transaction has a local account of a name.
    public boolean isLocal(String name) {
        return tx.first("select id from person where issuer = 'local' and subject = ?", row -> row.number("id"), name)
                .isPresent();
    }

    /// @param password as it is to be stored
    public Person addLocal(String name, String password, Collection<String> roles) {
        return tx.one("""
                insert into person (tenant_id, issuer, subject, name, roles, password)
                values (current_tenant(), 'local', ?, ?, ?, ?)
                returning tenant_id, id, issuer, subject, name, mail, roles
                """, PersonStore::person, name, name, roles, password);
    }

    /// Somebody an issuer vouches for, with the roles of now.
    public Person seen(
            String issuer, String subject, String name, @Nullable String mail, Collection<String> roles, Instant now) {
        return tx.one("""
                insert into person as p (tenant_id, issuer, subject, name, mail, roles, last_login)
                values (current_tenant(), ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, issuer, subject) do update set
                    name = excluded.name, mail = excluded.mail, roles = excluded.roles, last_login = excluded.last_login
                returning tenant_id, id, issuer, subject, name, mail, roles
                """, PersonStore::person, issuer, subject, name, mail, roles, now);
    }

    public void loggedIn(long id, Instant now) {
        tx.update("update person set last_login = ?, failed_logins = 0, locked_until = null where id = ?", now, id);
    }

    /// Counts a wrong password; a lock that lasts longer stays. The count is taken in the database,
    /// so that attempts at the same time all count.
    ///
    /// @return how many there were since the last right one
    public int failed(long id) {
        return tx.one(
                "update person set failed_logins = failed_logins + 1 where id = ? returning failed_logins",
                row -> row.integer("failed_logins"),
                id);
    }

    public void lock(long id, Instant until) {
        tx.update(
                "update person set locked_until = greatest(coalesce(locked_until, ?), ?) where id = ?",
                until,
                until,
                id);
    }

    /// @param lastLogin `null` when there was none
    public record Known(Person person, @Nullable Instant lastLogin) {}

    /// By id, those behind one.
    public List<Known> after(long id, int most) {
        return tx.all("""
                select tenant_id, id, issuer, subject, name, mail, roles, last_login from person
                where tenant_id = current_tenant() and id > ? order by id limit ?
                """, row -> new Known(person(row), row.optionalTime("last_login")), id, most);
    }

    static Person person(Row row) {
        return new Person(
                new TenantId(row.number("tenant_id")),
                row.number("id"),
                row.text("issuer"),
                row.text("subject"),
                row.text("name"),
                row.optionalText("mail"),
                row.texts("roles"));
    }
}
