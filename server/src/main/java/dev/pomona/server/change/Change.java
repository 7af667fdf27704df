// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.change;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.function.Consumer;

/// Something that happened, as the feed of changes tells it and receivers are told: written in the
/// transaction in which it happens, so that neither is there without the other.
public final class Change {

    private Change() {}

    /// @param key what it is about; receivers are told of the same thing in order
    /// @param event what happened, in kebab case, e.g. `arrived`
    /// @param detail further members of the message; nothing secret
    public static void tell(Tx tx, Topic topic, String key, String event, Consumer<JsonOut> detail, Instant now) {
        String payload = JsonOut.line(json -> {
            json.field("event", event);
            detail.accept(json);
        });
        new OutboxStore(tx).add(topic.word(), key, payload, now);
    }
}
