// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.reading.Page;
import java.util.List;

/// The trail of what people and programs did.
final class AuditApi {

    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/audit", Scope.ADMIN, List.of("cursor", "limit"), AuditApi::list),
                ApiRoute.get("/audit/verification", Scope.ADMIN, List.of("known"), this::verify));
    }

    private static Response list(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<AuditStore.Entry> found = call.inTenant(
                tx -> new AuditStore(tx).before(after == null ? Long.MAX_VALUE : Long.parseLong(after), limit + 1));
        return Lists.page(
                call,
                Page.of(found, limit, entry -> Long.toString(entry.seq())),
                (entry, json) -> json.field("seq", entry.seq())
                        .text("at", entry.at())
                        .field("actor", entry.actor())
                        .field("action", entry.action())
                        .field("subject", entry.subject())
                        .field("detail", entry.detail())
                        .field("previous", entry.previous())
                        .field("hash", entry.hash()));
    }

    private Response verify(Call call) {
        AuditStore.Check check =
                audit.verify(call.caller().tenant(), call.query("known").map(AuditApi::known));
        return Response.ok(json -> {
            json.field("whole", check.problem().isEmpty())
                    .field("entries", check.entries())
                    .field(
                            "last",
                            check.last()
                                    .map(last -> last.seq() + ":" + last.hash())
                                    .orElse(null))
                    .field("problem", check.problem().orElse(null));
        });
    }

    private static AuditStore.Last known(String text) {
        if (!text.matches("[1-9]\\d{0,17}:[0-9a-f]{64}")) {
            throw ProblemException.invalid("known", "is what a verification gave as 'last'");
        }
        int colon = text.indexOf(':');
        return new AuditStore.Last(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }
}
