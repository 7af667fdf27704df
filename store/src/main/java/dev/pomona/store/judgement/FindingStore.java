// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is open in artifacts; see [FindingSync] for how it opens and closes.
public final class FindingStore {

    private final Tx tx;

    public FindingStore(Tx tx) {
        this.tx = tx;
    }

    /// A finding that is open, with what it is about.
    ///
    /// @param fingerprint in hexadecimal
    /// @param detail the whole finding as JSON; `null` for a vulnerability
    /// @param matchDetail what holds for the component, as JSON; `null` for anything else, and the
    ///     rest with it is empty
    public record Open(
            long id,
            String fingerprint,
            @Nullable String detail,
            @Nullable String matchDetail,
            String purl,
            String scope,
            boolean isDirect,
            String manifest,
            @Nullable Integer line,
            @Nullable String requirement,
            List<String> licenses,
            Triage triage) {}

    /// What somebody decided about a finding.
    ///
    /// @param state as in the schema
    /// @param reason `null` when nobody gave one
    /// @param justification in the words of VEX; `null` unless it is not affected
    /// @param by who; `null` while nobody did
    public record Triage(
            String state,
            @Nullable String reason,
            @Nullable String justification,
            @Nullable String by) {

        /// Nobody did anything.
        public static final Triage OPEN = new Triage("OPEN", null, null, null);
    }

    /// Everything that is open in some artifacts, by artifact and in the order of their making. What
    /// holds for a component is there once, however many of them have it.
    public Map<Long, List<Open>> open(Collection<Long> artifacts) {
        record Flaw(long component, String rule) {}
        var details = new HashMap<Flaw, String>();
        tx.each(
                """
                select m.component_id, m.vulnerability, m.detail
                from (select distinct component_id, rule from finding
                      where artifact_id = any (?) and known_to is null and component_id is not null) f
                join component_match m on m.component_id = f.component_id and m.vulnerability = f.rule
                """,
                row -> details.put(new Flaw(row.number("component_id"), row.text("vulnerability")), row.text("detail")),
                artifacts);
        var open = new HashMap<Long, List<Open>>();
        tx.each(
                """
                select f.artifact_id, f.id, f.component_id, f.rule, encode(f.fingerprint, 'hex') as fingerprint, f.detail,
                    coalesce(c.purl, '') as purl, coalesce(o.scope, '') as scope,
                    coalesce(o.is_direct, false) as is_direct, coalesce(o.manifest, '') as manifest, o.line,
                    o.requirement, o.licenses, f.state, f.state_reason, f.justification, f.state_by
                from finding f
                left join component c on c.id = f.component_id
                left join occurrence o on o.artifact_id = f.artifact_id and o.component_id = f.component_id
                where f.artifact_id = any (?) and f.known_to is null
                order by f.artifact_id, f.id
                """,
                row -> {
                    Long component = row.optionalNumber("component_id");
                    String match = component == null ? null : details.get(new Flaw(component, row.text("rule")));
                    open.computeIfAbsent(row.number("artifact_id"), _ -> new ArrayList<>())
                            .add(open(row, match));
                },
                artifacts);
        return open;
    }

    private static Open open(Row row, @Nullable String match) {
        return new Open(
                row.number("id"),
                row.text("fingerprint"),
                row.optionalText("detail"),
                match,
                row.text("purl"),
                row.text("scope"),
                row.flag("is_direct"),
                row.text("manifest"),
                row.optionalInteger("line"),
                row.optionalText("requirement"),
                row.texts("licenses"),
                new Triage(
                        row.text("state"),
                        row.optionalText("state_reason"),
                        row.optionalText("justification"),
                        row.optionalText("state_by")));
    }
}
