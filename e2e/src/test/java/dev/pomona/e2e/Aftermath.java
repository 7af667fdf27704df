// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What must be true after a [Load], whatever was killed meanwhile: nothing that was answered with
/// yes is lost, and nothing is there twice.
final class Aftermath {

    private Aftermath() {}

    static void check(Connection database, Load load, Receiver receiver) throws Exception {
        assertThat(load.wrong()).isEmpty();
        Set<String> taken = load.taken().stream().map(Load::digest).collect(Collectors.toSet());
        assertThat(taken).isNotEmpty();
        assertThat(texts(database, """
                select a.digest from pomona.artifact a
                where (select count(*) from pomona.document d where d.artifact_id = a.id and d.state = 'JUDGED') = 1
                  and (select count(*) from pomona.occurrence o where o.artifact_id = a.id) = 1
                  and (select count(*) from pomona.deployment d where d.artifact_id = a.id and d.until is null) = 1
                  and (select count(*) from pomona.finding f where f.artifact_id = a.id
                       and f.rule = 'CVE-2026-1000' and f.known_to is null) = 1
                  and (select count(*) from pomona.finding_event e join pomona.finding f on f.id = e.finding_id
                       where f.artifact_id = a.id and f.rule = 'CVE-2026-1000' and e.type = 'OPENED') = 1
                  and (select string_agg(d.verdict, ' ') from pomona.decision d
                       where d.artifact_id = a.id and d.ended_at is null) = 'VIOLATED'
                """)).as("whole, and once").containsAll(taken);
        assertThat(texts(database, "select digest from pomona.artifact group by 1 having count(*) > 1"))
                .isEmpty();
        assertThat(texts(database, """
                select key from pomona.outbox where topic = 'verdict'
                group by key, payload->>'before', payload->>'verdict' having count(*) > 1
                """)).as("told twice").isEmpty();
        for (int i = 0;
                !texts(database, "select id::text from pomona.outbox where delivered_at is null")
                        .isEmpty();
                i++) {
            // what was on its way when something was killed is another's after two minutes
            if (i > 1800) throw new AssertionError("messages are not delivered");
            Thread.sleep(100);
        }
        // who may do what is told to those alone who ask for it by name
        assertThat(receiver.messages().keySet())
                .containsExactlyInAnyOrderElementsOf(texts(
                        database,
                        "select 'msg_' || tenant_id || '_' || id from pomona.outbox where topic <> 'access'"));
    }

    static List<String> texts(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) texts.add(rows.getString(1));
            return texts;
        }
    }
}
