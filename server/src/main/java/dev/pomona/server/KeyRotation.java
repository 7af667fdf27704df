// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.api.Idempotency;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.identity.Tenants;
import dev.pomona.server.jobs.WebhookSender;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.oidc.Issuers;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.estate.RekeyingStore;
import dev.pomona.store.estate.SigningKeyStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.postgres.PostgresAccess;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Changes the server's key for another, while no server runs. All that is encrypted and the ends of audit trails are
/// put under the new key in one transaction: whoever is killed on the way has changed nothing, or all of it.
public final class KeyRotation {

    private static final String PROGRAM = "pomona server-key";

    private final ServerOptions options;
    private final @Nullable Path to;
    private final boolean isLeaked;

    private KeyRotation(ServerOptions options, @Nullable Path to, boolean isLeaked) {
        this.options = options;
        this.to = to;
        this.isLeaked = isLeaked;
    }

    /// What was changed.
    ///
    /// @param before the id of the key that it was
    /// @param now the id of the key that it is
    /// @param file where the new key is; `null` when it is in the database
    /// @param encrypted how many secrets and answers were encrypted anew
    /// @param unreadable how many were not, since the key before can't read them either
    /// @param trails how many audit trails have a new signature at their end
    /// @param doubtful organisations whose trail had none of the key before, and should be verified
    public record Rotated(
            String before,
            String now,
            @Nullable Path file,
            int encrypted,
            int unreadable,
            int trails,
            List<String> doubtful) {}

    /// @param options where the database and the key are
    /// @param to a file for the new key, which stays there; `null` for the place of the one before
    /// @param isLeaked whether others may have the one before: then no signature of it is believed any more
    /// @throws KeyException when a server runs, or the key can't be read or written
    public static Rotated run(ServerOptions options, @Nullable Path to, boolean isLeaked) throws InterruptedException {
        DatabaseOptions own = options.database();
        if (own != null) return new KeyRotation(options, to, isLeaked).run(own);
        try (PostgresAccess bundled = PostgresAccess.open(options.dataFolder(), options.random())) {
            return new KeyRotation(options, to, isLeaked).run(Operator.of(bundled));
        }
    }

    private Rotated run(DatabaseOptions place) throws InterruptedException {
        if (!Migrations.isCurrent(place.url(), place.user(), place.password())) {
            throw new StoreException("the schema is of an older program; start a server first");
        }
        try (Database database = Database.open(place.url(), place.user(), place.password(), 2, PROGRAM)) {
            if (database.isServed()) throw running();
            ServerKey before = InstallationKey.open(options, database);
            if (InstallationKey.isShared(options, database)) return inDatabase(database, before);
            if (InstallationKey.isKept(database)) {
                throw new KeyException("other nodes find the key in the database; change it there, with"
                        + " POMONA_KEY_PASSPHRASE and without a file");
            }
            return inFile(database, before);
        }
    }

    private static KeyException running() {
        return new KeyException("a server is running on this database; stop all of them first");
    }

    private Rotated inDatabase(Database database, ServerKey before) {
        if (to != null) throw new KeyException("the key is in the database, and so is the one after it");
        ServerKey.Fresh fresh =
                ServerKey.fresh(Objects.requireNonNull(options.keyPassphrase()).toCharArray(), options.random());
        return change(database, before, fresh.key(), fresh.text(), null);
    }

    /// The new key is on the disk before anything is under it.
    private Rotated inFile(Database database, ServerKey before) {
        Path given = options.keyFile();
        Path file = given == null ? InstallationKey.keyFile(options.dataFolder()) : given;
        Path place = to == null ? ServerKey.next(file) : to;
        String passphrase = options.keyPassphrase();
        ServerKey after = ServerKey.open(place, passphrase == null ? null : passphrase.toCharArray(), options.random());
        requireFresh(database, before, after, place);
        Rotated rotated = change(database, before, after, null, to == null ? file : to);
        if (to == null) ServerKey.takeOver(file);
        return rotated;
    }

    /// A key that is there already is one that was made and not used, since the change was cut short, or none to take.
    private static void requireFresh(Database database, ServerKey before, ServerKey after, Path place) {
        List<SigningKeyStore.SigningKey> used = database.as(Purpose.IDENTITY, tx -> new SigningKeyStore(tx).all());
        boolean isNow = before.id().equals(after.id());
        if (isNow || used.stream().anyMatch(key -> key.id().equals(after.id()))) {
            throw new KeyException("the key in %s has been this server's already; name another file".formatted(place));
        }
    }

    private Rotated change(
            Database database, ServerKey before, ServerKey after, @Nullable String sealedKey, @Nullable Path file) {
        Instant now = options.clock().instant().truncatedTo(ChronoUnit.MICROS);
        return database.as(Purpose.REKEYING, tx -> {
            var store = new RekeyingStore(tx);
            store.hold();
            // who started just before has seen the old key; who starts from now on waits
            requireAlone(database);
            var doubtful = new ArrayList<String>();
            var sealed = new Sealed(before, after);
            List<TenantId> tenants = store.tenants();
            for (TenantId tenant : tenants) {
                store.enter(tenant);
                boolean wasSigned = new AuditStore(tx).isEndSigned(before::verify);
                if (!wasSigned) doubtful.add(key(tx, tenant));
                store.webhooks(secret -> sealed.anew(secret, WebhookSender.purpose()));
                store.issuers(secret -> sealed.anew(secret, Issuers.PURPOSE));
                store.answers((name, body) -> sealed.anew(body, Idempotency.purpose(tenant, name)));
                new Audit(database, after)
                        .add(
                                tx,
                                Tenants.OPERATOR,
                                "server-key-changed",
                                "server key",
                                // the new signature must not hide that the one of before was missing
                                json -> json.field("before", before.id())
                                        .field("now", after.id())
                                        .field("endWasSigned", wasSigned),
                                now);
            }
            store.change(after.id(), sealedKey);
            remember(new SigningKeyStore(tx), before, after, now);
            return new Rotated(
                    before.id(), after.id(), file, sealed.encrypted, sealed.unreadable, tenants.size(), doubtful);
        });
    }

    /// The new key vouches for the one before, and for those that this one vouched for.
    private void remember(SigningKeyStore keys, ServerKey before, ServerKey after, Instant now) {
        for (ServerKey.Earlier one : before.earlier()) keys.vouch(one.id(), after.vouch(one));
        var last = new ServerKey.Earlier(before.publicKey(), now);
        byte[] voucher = isLeaked ? null : after.vouch(last);
        keys.add(new SigningKeyStore.SigningKey(before.id(), before.publicKey().getEncoded(), now, voucher));
    }

    private static void requireAlone(Database database) {
        try {
            if (database.isServed()) throw running();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyException("interrupted; nothing was changed", e);
        }
    }

    private static String key(Tx tx, TenantId tenant) {
        return new TenantStore(tx).key(tenant);
    }

    /// What goes from one key to another.
    private static final class Sealed {

        private final ServerKey before;
        private final ServerKey after;
        private int encrypted;
        private int unreadable;

        Sealed(ServerKey before, ServerKey after) {
            this.before = before;
            this.after = after;
        }

        /// What nobody could read stays what nobody can read.
        byte[] anew(byte[] sealed, String purpose) {
            try {
                byte[] anew = after.seal(before.unseal(sealed, purpose), purpose);
                encrypted++;
                return anew;
            } catch (KeyException _) {
                unreadable++;
                return sealed;
            }
        }
    }
}
