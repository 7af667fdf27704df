// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona server-key rotate`.
public final class ServerKeyCommand extends ServerCommand {

    static final Setting TO = Setting.value(
            "to", "FILE", "write the new key there, and leave the old file alone (default: in its place)", null, USER);

    static final Setting LEAKED =
            Setting.flag("leaked", "others may have the key of now: no signature of it is believed any more", USER);

    @Override
    public String description() {
        return """
                Changes the server's key for a fresh one. All servers must have stopped: everything that is encrypted is put
                under the new key, and the ends of audit trails are signed with it, in one transaction. When it is killed on
                the way nothing has changed, or the next start brings it to its end. What the old key signed can still be
                checked; its secret half is thrown away.

                The new key takes the place of the old one: in its file, or in the database where it is kept there under
                POMONA_KEY_PASSPHRASE. Where each node has the file, give all of them the new one before they start.
                Backups that were made before hold the old key and go on fitting themselves.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(PlaceSettings.ALL);
        settings.add(LEAKED);
        settings.add(TO);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    ExitCode runWithServer(Invocation invocation) {
        return ServerKeyRun.rotate(invocation);
    }
}
