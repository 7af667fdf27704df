// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.audit;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.change.Change;
import dev.pomona.server.change.Topic;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes down what people and programs do, in the transaction that does it, and checks that nobody
/// changed it since.
public final class Audit {

    /// As many entries as a page may have.
    public static final int MOST = 200;

    private final Database database;
    private final ServerKey key;

    public Audit(Database database, ServerKey key) {
        this.database = database;
        this.key = key;
    }

    /// @param actor who
    /// @param action in kebab case, e.g. `policy-set`
    /// @param subject what it was done to
    /// @param detail the members of a JSON object; nothing secret
    public void add(Tx tx, String actor, String action, String subject, Consumer<JsonOut> detail, Instant now) {
        new AuditStore(tx).add(actor, action, subject, JsonOut.line(detail), now, key::sign);
    }

    /// As the other, and tells it in the feed of changes: `event` is the action and `by` the actor.
    public void add(
            Tx tx, Topic topic, String actor, String action, String subject, Consumer<JsonOut> detail, Instant now) {
        add(tx, actor, action, subject, detail, now);
        Change.tell(tx, topic, subject, action, json -> detail.accept(json.field("by", actor)), now);
    }

    /// The newest entries with a number below one, the newest first.
    public List<AuditStore.Entry> before(TenantId tenant, long below, int most) {
        if (most < 1 || most > MOST)
            throw new IllegalArgumentException("1 to %d entries, not %d".formatted(MOST, most));
        return database.inTenant(tenant, tx -> new AuditStore(tx).before(below, most));
    }

    /// Follows the whole trail.
    public AuditStore.Check verify(TenantId tenant) {
        return verify(tenant, Optional.empty());
    }

    /// As the other.
    ///
    /// @param known an entry that was there when somebody looked before
    public AuditStore.Check verify(TenantId tenant, Optional<AuditStore.Last> known) {
        return database.inTenant(tenant, tx -> new AuditStore(tx).verify(key::verify, known));
    }
}
