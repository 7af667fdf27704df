// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona restore`.
public final class RestoreCommand extends ServerCommand {

    static final Setting CHECK = Setting.flag("check", "only tell whether the file is whole, and what it holds", USER);
    static final Setting IDENTITY =
            Setting.value("identity", "FILE", "the secret keys (AGE-SECRET-KEY-1…) to decrypt it with", null, USER);
    static final Setting REPLACE = Setting.flag("replace", "throw away what is there already", USER);

    @Override
    public String description() {
        return """
                Writes what 'backup' wrote to where a server will find it: into the data folder, or into your own PostgreSQL.
                All of the file is read and compared with its digests before anything is written, and the database changes
                in one transaction. Where there is something already it refuses, unless --replace says that it may go. No
                server may run meanwhile. A backup of an older program is brought up to date; one of a newer is refused.""";
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
        settings.addAll(List.of(BackupCommand.BACKUP_PASSPHRASE, CHECK, IDENTITY, REPLACE));
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    ExitCode runWithServer(Invocation invocation) {
        return BackupRun.restore(invocation);
    }
}
