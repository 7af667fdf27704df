// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.identity.Issuer;
import dev.pomona.store.identity.IssuerStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose word a tenant takes.
public final class Issuers {

    /// What client secrets are sealed for.
    /// What a client's secret is encrypted for.
    public static final String PURPOSE = "client-secret";

    private final Database database;
    private final Audit audit;
    private final ServerKey key;
    private final InstantSource clock;

    public Issuers(Database database, Audit audit, ServerKey key, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.key = key;
        this.clock = clock;
    }

    public List<Issuer> all(TenantId tenant) {
        return database.inTenant(tenant, tx -> new IssuerStore(tx).all());
    }

    /// Trusts an issuer, or changes for what.
    ///
    /// @param clientId what it calls us; of pipelines the audience that their tokens must have
    /// @param clientSecret `null` for public clients and pipelines
    /// @return its id
    /// @throws IllegalArgumentException when something of it makes no sense
    public long set(
            TenantId tenant,
            String url,
            Issuer.Kind kind,
            String clientId,
            @Nullable String clientSecret,
            ClaimMapping mapping,
            String by) {
        if (url.length() > 1000 || !ProviderAccess.isAllowed(URI.create(url))) {
            throw new IllegalArgumentException("an issuer has an https address");
        }
        if (clientId.isBlank() || clientId.length() > 500) {
            throw new IllegalArgumentException("a client id or audience has from 1 to 500 characters");
        }
        for (ClaimMapping.Rule rule : mapping.rules()) {
            for (String given : rule.gives()) {
                boolean isKnown = kind == Issuer.Kind.LOGIN
                        ? Role.of(given).isPresent()
                        : Scope.of(given).isPresent();
                if (!isKnown) throw new IllegalArgumentException("there is no '%s' to give".formatted(given));
            }
            // a CI service vouches for everybody's jobs
            if (kind == Issuer.Kind.PIPELINE && rule.claim() == null) {
                throw new IllegalArgumentException(
                        "a rule for pipelines names the claim that tells yours from others'");
            }
        }
        byte[] sealed = clientSecret == null ? null : key.seal(clientSecret.getBytes(StandardCharsets.UTF_8), PURPOSE);
        return database.inTenant(tenant, tx -> {
            long id = new IssuerStore(tx).set(url, kind, clientId, sealed, mapping.write());
            audit.add(
                    tx,
                    Topic.ACCESS,
                    by,
                    "issuer-set",
                    "issuer " + id,
                    json -> json.field("url", url).field("kind", kind).field("mapping", mapping.write()),
                    clock.instant());
            return id;
        });
    }

    /// @return whether it was there
    public boolean remove(TenantId tenant, long id, String by) {
        return database.inTenant(tenant, tx -> {
            boolean isGone = new IssuerStore(tx).remove(id);
            if (isGone) audit.add(tx, Topic.ACCESS, by, "issuer-removed", "issuer " + id, _ -> {}, clock.instant());
            return isGone;
        });
    }
}
