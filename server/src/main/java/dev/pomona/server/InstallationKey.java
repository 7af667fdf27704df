// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.keys.KeyException;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.estate.InstallationStore;
import dev.pomona.store.estate.SigningKeyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the server's key, or makes it at the very first start. Whatever else is on a node, its key is the one that the
/// database knows, or it does not start: it could read nothing that was encrypted, and nobody would believe what it
/// signs.
final class InstallationKey {

    private static final System.Logger LOG = System.getLogger(InstallationKey.class.getName());

    private InstallationKey() {}

    /// From the file that is named, or from the data folder; where nodes share a database and a passphrase and neither
    /// file is there, from the database.
    ///
    /// @throws KeyException when it is not there any more, is another one, or can't be used
    static ServerKey open(ServerOptions options, Database database) {
        Path given = options.keyFile();
        Path file = given == null ? keyFile(options.dataFolder()) : given;
        String passphrase = options.keyPassphrase();
        ServerKey key;
        if (passphrase != null && isShared(options, database)) {
            key = ServerKey.open(keeper(database), passphrase.toCharArray(), options.random());
        } else {
            requireWhereKnown(file, database);
            key = ServerKey.openKnown(
                    known(database), file, passphrase == null ? null : passphrase.toCharArray(), options.random());
        }
        String known = database.as(Purpose.IDENTITY, tx -> new InstallationStore(tx).claim(key.id()));
        if (!known.equals(key.id())) {
            throw new KeyException("the key here is %s…, and this database belongs to %s…; all nodes have the same key"
                    .formatted(key.id().substring(0, 12), known.substring(0, 12)));
        }
        return key.after(earlier(database, key));
    }

    /// Whether the key is, or would be, the one in the database.
    static boolean isShared(ServerOptions options, Database database) {
        return options.keyFile() == null
                && options.keyPassphrase() != null
                && options.database() != null
                && !Files.exists(keyFile(options.dataFolder()))
                && (isKept(database) || known(database).isEmpty());
    }

    /// Those of the database that the key vouches for.
    private static List<ServerKey.Earlier> earlier(Database database, ServerKey key) {
        var known = new ArrayList<ServerKey.Earlier>();
        for (SigningKeyStore.SigningKey one : database.as(Purpose.IDENTITY, tx -> new SigningKeyStore(tx).all())) {
            byte[] voucher = one.voucher();
            if (voucher == null) continue;
            Optional<ServerKey.Earlier> believed = believed(one, voucher, key);
            believed.ifPresent(known::add);
            if (believed.isEmpty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the database has a key as one of before for which the server''s key does not vouch, and which is"
                                + " not believed: {0}",
                        one.id());
            }
        }
        return known;
    }

    private static Optional<ServerKey.Earlier> believed(
            SigningKeyStore.SigningKey claimed, byte[] voucher, ServerKey key) {
        try {
            return Optional.of(ServerKey.Earlier.read(claimed.publicKey(), claimed.until()))
                    .filter(earlier -> key.vouchesFor(earlier, voucher));
        } catch (KeyException _) {
            return Optional.empty();
        }
    }

    /// Where the key is when nobody says otherwise.
    static Path keyFile(Path dataFolder) {
        return dataFolder.resolve("server.key");
    }

    /// A key that was lost is not made anew in silence.
    private static void requireWhereKnown(Path file, Database database) {
        if (Files.exists(file)) return;
        Optional<String> known = known(database);
        if (known.isEmpty()) return;
        throw new KeyException(
                isKept(database)
                        ? "the key is in the database and wants its passphrase (POMONA_KEY_PASSPHRASE)"
                        : "this database belongs to the key %s…, and there is none in %s; name it with --server-key"
                                .formatted(known.get().substring(0, 12), file));
    }

    private static Optional<String> known(Database database) {
        return database.as(Purpose.IDENTITY, tx -> new InstallationStore(tx).keyId());
    }

    static boolean isKept(Database database) {
        return database.<Boolean>as(
                Purpose.IDENTITY, tx -> new InstallationStore(tx).sealedKey().isPresent());
    }

    private static ServerKey.Keeper keeper(Database database) {
        return new ServerKey.Keeper() {
            @Override
            public Optional<String> kept() {
                return database.as(Purpose.IDENTITY, tx -> new InstallationStore(tx).sealedKey());
            }

            @Override
            public String keep(String text) {
                return database.as(Purpose.IDENTITY, tx -> new InstallationStore(tx).keep(text));
            }
        };
    }
}
