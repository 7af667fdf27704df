// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.store.registry.RegistryStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Which registries and repositories are watched.
public final class Registries {

    private final Database database;
    private final Audit audit;
    private final RegistryAccess access;
    private final Clock clock;

    public Registries(Database database, Audit audit, RegistryAccess access, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.access = access;
        this.clock = clock;
    }

    /// By key.
    public List<RegistryStore.Registry> all(TenantId tenant) {
        return database.inTenant(tenant, tx -> new RegistryStore(tx).registries());
    }

    /// By registry and name.
    public List<RegistryStore.Repository> repositories(TenantId tenant) {
        return database.inTenant(tenant, tx -> new RegistryStore(tx).repositories());
    }

    /// @return whether it is new
    /// @throws IllegalArgumentException when no registry has such an address
    /// @throws IllegalStateException when there are too many
    public boolean set(TenantId tenant, String key, String address, String by) {
        if (!access.isKnown(address)) {
            throw new IllegalArgumentException("an address is 'oci:' and a folder; other registries are not read yet");
        }
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean isNew = new RegistryStore(tx).set(key, address, by, now);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "registry-set",
                    "registry " + key,
                    json -> json.field("address", address),
                    now);
            return isNew;
        });
    }

    /// @return whether it was there
    public boolean remove(TenantId tenant, String key, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean isGone = new RegistryStore(tx).remove(key);
            if (isGone) audit.add(tx, Topic.SETTING, by, "registry-removed", "registry " + key, _ -> {}, now);
            return isGone;
        });
    }

    /// @param project the key of the project that its images are of; it is made with the first of them
    /// @return whether it is new
    /// @throws dev.pomona.store.estate.UnknownException when there is no such registry
    /// @throws IllegalStateException when there are too many
    public boolean watch(TenantId tenant, String registry, String repository, String project, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean isNew = new RegistryStore(tx).watch(registry, repository, project, now);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "repository-watched",
                    "registry " + registry,
                    json -> json.field("repository", repository).field("project", project),
                    now);
            return isNew;
        });
    }

    /// @return whether it was watched
    /// @throws dev.pomona.store.estate.UnknownException when there is no such registry
    public boolean unwatch(TenantId tenant, String registry, String repository, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean isGone = new RegistryStore(tx).unwatch(registry, repository);
            if (isGone) {
                audit.add(
                        tx,
                        Topic.SETTING,
                        by,
                        "repository-left",
                        "registry " + registry,
                        json -> json.field("repository", repository),
                        now);
            }
            return isGone;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
