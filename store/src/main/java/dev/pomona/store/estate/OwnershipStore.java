// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who answers for which paths of a project.
public final class OwnershipStore {

    /// More rules than a file that people keep has.
    public static final int MOST = 10_000;

    private final Tx tx;

    public OwnershipStore(Tx tx) {
        this.tx = tx;
    }

    /// @param pattern as in CODEOWNERS
    /// @param owners none for a path that nobody owns
    public record Rule(String pattern, List<String> owners) {

        public Rule {
            owners = List.copyOf(owners);
        }
    }

    /// Takes the place of all rules of a project that came from the same kind of source.
    ///
    /// @param source `CODEOWNERS`, `label` or `catalogue`
    /// @return whether they are others than before
    /// @throws UnknownException when there is no such project
    public boolean replace(String project, String source, List<Rule> rules) {
        if (rules.size() > MOST) throw new IllegalArgumentException("more than %d rules".formatted(MOST));
        long id = tx.first("select id from project where key = ? for update", row -> row.number("id"), project)
                .orElseThrow(() -> new UnknownException("project", project));
        List<Rule> before = tx.all(
                "select pattern, owners from ownership where project_id = ? and source = ? order by position",
                row -> new Rule(row.text("pattern"), row.texts("owners")),
                id,
                source);
        if (before.equals(rules)) return false;
        tx.update("delete from ownership where project_id = ? and source = ?", id, source);
        // what a catalogue says is the ground, labels say more, and CODEOWNERS most: the last that matches counts
        int start = switch (source) {
            case "catalogue" -> 0;
            case "label" -> 1_000_000;
            default -> 2_000_000;
        };
        tx.update(
                """
                insert into ownership (tenant_id, project_id, position, pattern, owners, source)
                select current_tenant(), ?, ? + r.position, r.pattern, coalesce(string_to_array(nullif(r.owners, ''), E'\\n'), '{}'), ?
                from unnest(?::text[], ?::text[]) with ordinality as r (pattern, owners, position)
                """,
                id,
                start,
                source,
                rules.stream().map(Rule::pattern).toList(),
                rules.stream().map(rule -> String.join("\n", rule.owners())).toList());
        return true;
    }

    /// The rules of projects, by their keys, in the order in which they count.
    public Map<String, List<Rule>> of(Collection<String> projects) {
        var rules = new TreeMap<String, List<Rule>>();
        tx.each(
                """
                select p.key, o.pattern, o.owners from ownership o join project p on p.id = o.project_id
                where p.key = any (?) order by p.key, o.position
                """,
                row -> rules.computeIfAbsent(row.text("key"), _ -> new ArrayList<>())
                        .add(new Rule(row.text("pattern"), row.texts("owners"))),
                projects);
        return rules;
    }

    /// A rule and where it is from.
    ///
    /// @param position in the order in which they count
    /// @param source `CODEOWNERS`, `label` or `catalogue`
    public record Sourced(int position, Rule rule, String source) {}

    /// The rules of a project behind a position, in the order in which they count.
    public List<Sourced> sourced(String project, int after, int most) {
        return tx.all(
                """
                select o.position, o.pattern, o.owners, o.source
                from ownership o join project p on p.id = o.project_id
                where p.key = ? and o.position > ? order by o.position limit ?
                """,
                row -> new Sourced(
                        row.integer("position"),
                        new Rule(row.text("pattern"), row.texts("owners")),
                        row.text("source")),
                project,
                after,
                most);
    }
}
