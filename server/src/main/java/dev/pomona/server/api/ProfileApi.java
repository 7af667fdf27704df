// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Sessions;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.TenantStore;
import java.util.List;

/// Who is asking, as we see them.
final class ProfileApi {

    private ProfileApi() {}

    static List<ApiRoute> routes() {
        return List.of(ApiRoute.get("/me", null, List.of(), ProfileApi::me).forProjects());
    }

    private static Response me(Call call) {
        Caller caller = call.caller();
        var tenant = call.inTenant(tx -> new TenantStore(tx).own());
        return Response.ok(json -> {
            json.field("name", caller.name())
                    .object("tenant")
                    .field("key", tenant.key())
                    .field("name", tenant.name())
                    .end()
                    .texts(
                            "scopes",
                            caller.scopes().stream().map(Scope::word).sorted().toList())
                    .field("project", caller.project())
                    .field("host", caller.host());
            var session = caller.session();
            if (session != null) json.field("csrf", Sessions.csrf(session.value()));
        });
    }
}
