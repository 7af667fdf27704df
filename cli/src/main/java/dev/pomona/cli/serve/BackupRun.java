// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.SettingValue;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.Operator;
import dev.pomona.server.age.AgeException;
import dev.pomona.server.age.Identity;
import dev.pomona.server.age.Recipient;
import dev.pomona.server.backup.Backup;
import dev.pomona.server.backup.BackupException;
import dev.pomona.server.backup.Restore;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.ops.LogLines;
import dev.pomona.store.postgres.PostgresAccess;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes and restores backups.
final class BackupRun {

    private static final int LONGEST_IDENTITY_FILE = 1 << 16;

    private BackupRun() {}

    private interface Work {
        ExitCode on(DatabaseOptions database) throws IOException;
    }

    static ExitCode backup(Invocation invocation) {
        Place place = Place.of(invocation);
        Path file = invocation.target();
        List<Recipient> recipients = recipients(invocation);
        return with(invocation, place, false, database -> {
            String passphrase = place.keyPassphrase();
            var source = new Backup.Source(
                    database,
                    place.key(),
                    passphrase == null ? null : passphrase.toCharArray(),
                    place.dataFolder(),
                    given(invocation),
                    Version.current());
            Backup.Written written = new Backup(source, now(invocation), new SecureRandom()).write(file, recipients);
            var terminal = invocation.terminal();
            terminal.out()
                    .printf(
                            "%s: %d rows of %d tables, %d bytes, %s%n",
                            Escape.line(file.toString()),
                            written.rows(),
                            written.tables(),
                            written.bytes(),
                            recipients.isEmpty() ? "not encrypted" : "encrypted");
            if (recipients.isEmpty()) {
                terminal.warn("whoever reads the file has the server's key; --recipient or POMONA_BACKUP_PASSPHRASE"
                        + " encrypt it");
            }
            if (!written.missing().isEmpty()) {
                terminal.warn("%d snapshots of advisory data are not here any more; verdicts by them can't be replayed"
                        .formatted(written.missing().size()));
            }
            return ExitCode.PASSES;
        });
    }

    static ExitCode restore(Invocation invocation) {
        Path file = invocation.target();
        var terminal = invocation.terminal();
        Restore restore = asUsage(() -> Restore.check(file, identities(invocation, file)));
        var manifest = restore.manifest();
        terminal.out()
                .printf(
                        "%s: written %s by Pomona %s on PostgreSQL %s; %d tables, %d entries, all as they were written%n",
                        Escape.line(file.toString()),
                        manifest.madeAt(),
                        Escape.line(manifest.program()),
                        Escape.line(manifest.contents().postgres()),
                        manifest.contents().tables().size(),
                        restore.entries());
        manifest.settings()
                .forEach((name, value) ->
                        terminal.out().printf("  it ran with %s: %s%n", Escape.line(name), Escape.line(value)));
        if (invocation.settings().isOn(RestoreCommand.CHECK)) return ExitCode.PASSES;
        Place place = Place.of(invocation);
        return with(invocation, place, true, database -> {
            var target = new Restore.Target(
                    database,
                    place.database() != null,
                    place.key(),
                    place.dataFolder(),
                    invocation.settings().isOn(RestoreCommand.REPLACE));
            Restore.Restored restored = restore.write(target, now(invocation));
            terminal.out().printf("restored %d rows of %d tables%n", restored.rows(), restored.tables());
            restored.migrated().forEach(step -> terminal.out().printf("  brought up to date: %s%n", step));
            terminal.note("start the server, and ask 'pomona audit verify'");
            return ExitCode.PASSES;
        });
    }

    /// Verdicts and rows know microseconds.
    private static Instant now(Invocation invocation) {
        return invocation.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// @param alone whether nobody else may use the database, and one is made where there is none
    private static ExitCode with(Invocation invocation, Place place, boolean alone, Work work) {
        LogLines.install(invocation.terminal().err(), Level.WARNING, LogLines.Format.TEXT);
        return asUsage(() -> {
            DatabaseOptions own = place.database();
            if (own != null) return work.on(own);
            var random = new SecureRandom();
            try (PostgresAccess access = alone
                    ? PostgresAccess.start(place.dataFolder(), random)
                    : PostgresAccess.open(place.dataFolder(), random)) {
                return work.on(Operator.of(access));
            }
        });
    }

    private interface Task<T> {
        T run() throws IOException, InterruptedException;
    }

    private static <T> T asUsage(Task<T> task) {
        try {
            return task.run();
        } catch (BackupException
                | KeyException
                | PostgresException
                | StoreException
                | SnapshotException
                | IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", e);
        }
    }

    private static List<Recipient> recipients(Invocation invocation) {
        List<String> keys = invocation.settings().list(BackupCommand.RECIPIENT);
        String passphrase = passphrase(invocation);
        if (passphrase != null && !keys.isEmpty()) {
            throw new UsageException("a backup is for public keys or under a passphrase, not both");
        }
        if (passphrase != null) return List.of(new Recipient.Passphrase(passphrase.toCharArray()));
        var recipients = new ArrayList<Recipient>();
        for (String key : keys) {
            try {
                recipients.add(Recipient.PublicKey.parse(key.strip()));
            } catch (AgeException e) {
                throw new UsageException("recipient: %s".formatted(e.getMessage()), e);
            }
        }
        return recipients;
    }

    private static List<Identity> identities(Invocation invocation, Path file) throws IOException {
        if (!Restore.isEncrypted(file)) return List.of();
        String identity = invocation.settings().text(RestoreCommand.IDENTITY).orElse(null);
        if (identity != null) {
            Path path = invocation.folder().resolve(identity);
            if (Files.size(path) > LONGEST_IDENTITY_FILE) throw new UsageException("identity: the file is too long");
            return List.copyOf(Identity.SecretKey.parseFile(Files.readString(path)));
        }
        String passphrase = passphrase(invocation);
        if (passphrase == null) {
            throw new UsageException("the backup is encrypted; give --identity or POMONA_BACKUP_PASSPHRASE");
        }
        return List.of(new Identity.Passphrase(passphrase.toCharArray()));
    }

    private static @Nullable String passphrase(Invocation invocation) {
        String text = SecretText.of(invocation, BackupCommand.BACKUP_PASSPHRASE.variable());
        return text.isEmpty() ? null : text;
    }

    /// What somebody set of what 'serve' can be told.
    private static Map<String, String> given(Invocation invocation) {
        var given = new TreeMap<String, String>();
        for (Setting setting : new ServeCommand().settings()) {
            SettingValue value = invocation.settings().value(setting);
            if (setting.isSecret() || value.origin().equals("default")) continue;
            given.put(
                    setting.name(),
                    value.texts().stream().map(BackupRun::withoutSecrets).collect(Collectors.joining(",")));
        }
        return given;
    }

    /// An address without what may let somebody in: user, password and query. Anything else as it is.
    static String withoutSecrets(String text) {
        int slashes = text.indexOf("//");
        if (slashes < 0) return text;
        String address = text.split("[?#]", 2)[0];
        int path = address.indexOf('/', slashes + 2);
        int at = address.lastIndexOf('@', path < 0 ? address.length() : path);
        return at < slashes ? address : address.substring(0, slashes + 2) + address.substring(at + 1);
    }
}
