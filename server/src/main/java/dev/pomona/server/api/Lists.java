// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.Page;
import java.util.List;
import java.util.function.BiConsumer;

/// Lists as the API writes them: `items`, and `next` when there are more.
final class Lists {

    private Lists() {}

    /// @param item writes the fields of one
    static <T> Response page(Call call, Page<T> page, BiConsumer<T, JsonOut> item) {
        return Response.ok(json -> {
            items(page.items(), item, json);
            String next = page.next();
            if (next != null) json.field("next", call.cursor(next));
        });
    }

    /// A list that is never long.
    static <T> Response all(List<T> all, BiConsumer<T, JsonOut> item) {
        return Response.ok(json -> items(all, item, json));
    }

    private static <T> void items(List<T> items, BiConsumer<T, JsonOut> write, JsonOut json) {
        json.array("items");
        for (T item : items) {
            json.object();
            write.accept(item, json);
            json.end();
        }
        json.end();
    }
}
