// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The state that a page shows: two pages with the same mark show the same. Short enough for an address, and cheap
/// enough to be asked for every few seconds.
///
/// @param opened when the last finding was known
/// @param closed when the last finding was known to have ended
/// @param decision id of the last verdict
/// @param rest stands for everything else that pages show
public record Mark(Instant opened, Instant closed, long decision, String rest) {

    /// @throws IllegalArgumentException when it is none
    public static Mark parse(String text) {
        String[] parts = text.split("-", 5);
        if (parts.length != 4 || !parts[3].matches("[0-9a-f]{16}")) throw new IllegalArgumentException("no mark");
        try {
            return new Mark(time(parts[0]), time(parts[1]), Long.parseUnsignedLong(parts[2], 36), parts[3]);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("no mark", e);
        }
    }

    private static Instant time(String micros) {
        return Instant.EPOCH.plus(Long.parseUnsignedLong(micros, 36), ChronoUnit.MICROS);
    }

    private static String text(Instant time) {
        return Long.toUnsignedString(ChronoUnit.MICROS.between(Instant.EPOCH, time), 36);
    }

    /// As it stands in addresses.
    public String text() {
        return "%s-%s-%s-%s".formatted(text(opened), text(closed), Long.toUnsignedString(decision, 36), rest);
    }

    /// The mark of the moment.
    public static Mark now(Tx tx) {
        return tx.one(
                """
                select coalesce((select known_from from finding where known_to is null
                        order by known_from desc, id desc limit 1), 'epoch') as opened,
                    coalesce((select known_to from finding where known_to is not null
                        order by known_to desc, id desc limit 1), 'epoch') as closed,
                    coalesce((select max(id) from decision), 0) as decision,
                    encode(substring(sha256(convert_to(concat_ws('/',
                        (select max(id) from outbox),
                        (select max(seq) from audit),
                        (select snapshot_id from judged_by)), 'UTF8')) for 8), 'hex') as rest
                """, row -> new Mark(row.time("opened"), row.time("closed"), row.number("decision"), row.text("rest")));
    }

    /// What is new since a mark.
    ///
    /// @param opened findings that were not known then, and are open
    /// @param closed findings that were open then, or opened after it, and are not any more
    /// @param verdicts that were given after it
    public record News(Count opened, Count closed, Count verdicts) {}

    public News since(Tx tx) {
        return tx.one(
                "select %s as opened, %s as closed, %s as verdicts"
                        .formatted(
                                Count.sql("from finding where known_to is null and known_from > ?"),
                                Count.sql("from finding where known_to > ?"),
                                Count.sql("from decision where tenant_id = current_tenant() and id > ?")),
                row -> new News(
                        Count.of(row.integer("opened")),
                        Count.of(row.integer("closed")),
                        Count.of(row.integer("verdicts"))),
                opened,
                closed,
                decision);
    }
}
