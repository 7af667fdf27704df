// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona backup`.
public final class BackupCommand extends ServerCommand {

    static final Setting BACKUP_PASSPHRASE =
            Setting.secret("backup-passphrase", "TEXT", "the passphrase under which a backup is encrypted");
    static final Setting RECIPIENT = Setting.list(
            "recipient", "AGE", "encrypt for this public key (age1…), whose secret need not be on this machine", USER);

    @Override
    public String description() {
        return """
                Writes everything that a server keeps into one file: the database as it is at one moment, the server's key,
                the advisory data that verdicts speak of. The server may run meanwhile. It takes the settings of 'serve' that
                say where things are, and works with the bundled PostgreSQL and with your own.

                The file holds the key that encrypts and signs. It is made readable for its owner alone; encrypt it for a
                public key with --recipient, or under a passphrase with POMONA_BACKUP_PASSPHRASE, before it leaves the machine.""";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(PlaceSettings.ALL);
        settings.add(BACKUP_PASSPHRASE);
        settings.add(RECIPIENT);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    ExitCode runWithServer(Invocation invocation) {
        return BackupRun.backup(invocation);
    }
}
