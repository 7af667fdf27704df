// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Teams, whose projects are, and who is in them.
public final class TeamStore {

    /// More than a team has; the list is not paged.
    public static final int MOST_MEMBERS = 1000;

    private final Tx tx;

    public TeamStore(Tx tx) {
        this.tx = tx;
    }

    /// @param key kebab case, unique
    public record Team(String key, String name) {

        public Team {
            if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*") || key.length() > 60) {
                throw new IllegalArgumentException("a team's key is kebab case, but got '%s'".formatted(key));
            }
        }
    }

    /// Makes it, or changes the one of that key.
    ///
    /// @return whether it is new
    public boolean set(Team team) {
        return tx.one("""
                insert into team (tenant_id, key, name) values (current_tenant(), ?, ?)
                on conflict (tenant_id, key) do update set name = excluded.name
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), team.key(), team.name());
    }

    /// By key, those behind one.
    public List<Team> after(String key, int most) {
        return tx.all(
                "select key, name from team where tenant_id = current_tenant() and key > ? order by key limit ?",
                TeamStore::team,
                key,
                most);
    }

    public Optional<Team> find(String key) {
        return tx.first("select key, name from team where key = ?", TeamStore::team, key);
    }

    /// Removes one that has no project.
    ///
    /// @return whether it is gone; `false` when it is not there or has a project
    public boolean remove(String key) {
        return tx.update("""
                        delete from team t where t.key = ?
                          and not exists (select from project p where p.team_id = t.id)
                        """, key) > 0;
    }

    /// @param mail `null` when it is not known
    public record Member(long id, String name, @Nullable String mail) {}

    /// By name.
    public List<Member> members(String key) {
        return tx.all(
                """
                select p.id, p.name, p.mail from team t
                join team_member m on m.team_id = t.id
                join person p on p.id = m.person_id
                where t.key = ? order by p.name, p.id limit ?
                """,
                row -> new Member(row.number("id"), row.text("name"), row.optionalText("mail")),
                key,
                MOST_MEMBERS);
    }

    /// Takes the place of all who were in it.
    ///
    /// @param people by id
    /// @throws UnknownException when there is no such team or person
    public void setMembers(String key, List<Long> people) {
        if (people.size() > MOST_MEMBERS) throw new IllegalArgumentException("more than %d".formatted(MOST_MEMBERS));
        long id = tx.first("select id from team where key = ?", row -> row.number("id"), key)
                .orElseThrow(() -> new UnknownException("team", key));
        tx.update("delete from team_member where team_id = ?", id);
        for (long person : people) {
            int added = tx.update("""
                    insert into team_member (tenant_id, team_id, person_id)
                    select current_tenant(), ?, id from person where id = ? on conflict do nothing
                    """, id, person);
            if (added == 0 && !isPerson(person)) throw new UnknownException("person", Long.toString(person));
        }
    }

    private boolean isPerson(long id) {
        return tx.first("select 1 from person where id = ?", _ -> true, id).isPresent();
    }

    private static Team team(Row row) {
        return new Team(row.text("key"), row.text("name"));
    }
}
