// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona tenant add`, `delete`, `invite` and `list`: what the operator does with organisations.
public abstract sealed class TenantCommand extends ServerCommand {

    static final Setting NAME = Setting.value("name", "TEXT", "what people call it (default: its key)", null, USER);

    static final Setting YES = Setting.flag("yes", "don't ask for the key once more", USER);

    private static final String WHERE = """
            It works on the server's database with the settings of 'serve' that say where it is, while the server runs or
            not. Who may read these is the operator; nobody else can make organisations.""";

    /// Makes one.
    public static final class Add extends TenantCommand {

        @Override
        public String description() {
            return """
                    Makes an organisation whose data no other sees, and prints a link that makes its first administrator:
                    within an hour, and once. Its people log in at /login?organisation=KEY, by its own identity providers.

                    """ + WHERE;
        }

        @Override
        List<Setting> own() {
            return List.of(NAME, ServeCommand.LISTEN, ServeCommand.PORT, ServeCommand.PUBLIC_URL);
        }

        @Override
        ExitCode runWithServer(Invocation invocation) {
            return TenantRun.add(invocation);
        }
    }

    /// Ends one for good.
    public static final class Delete extends TenantCommand {

        @Override
        public String description() {
            return """
                    Deletes an organisation and all that it has, for good. At once none of its sessions and tokens is good any
                    more and nothing is done for it; then its rows go, some at a time, while other organisations go on. When it
                    is interrupted, servers that run go on with it, and so does the same command. The key is asked for once
                    more, unless --yes says that it is meant. The only organisation can't be deleted.

                    Backups that were made before still hold it.

                    """ + WHERE;
        }

        @Override
        List<Setting> own() {
            return List.of(YES);
        }

        @Override
        ExitCode runWithServer(Invocation invocation) {
            return TenantRun.delete(invocation);
        }
    }

    /// Lets another administrator in.
    public static final class Invite extends TenantCommand {

        @Override
        public String description() {
            return """
                    Prints a fresh link that makes an administrator of an organisation, also where there is one: they may all
                    have lost their passwords. It ends the link before. The organisation's audit trail tells of it.

                    """ + WHERE;
        }

        @Override
        List<Setting> own() {
            return List.of(ServeCommand.LISTEN, ServeCommand.PORT, ServeCommand.PUBLIC_URL);
        }

        @Override
        ExitCode runWithServer(Invocation invocation) {
            return TenantRun.invite(invocation);
        }
    }

    /// Lists them.
    public static final class Listing extends TenantCommand {

        @Override
        public String description() {
            return "Lists the organisations by key.\n\n" + WHERE;
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
        List<Setting> own() {
            return List.of();
        }

        @Override
        ExitCode runWithServer(Invocation invocation) {
            return TenantRun.list(invocation);
        }
    }

    abstract List<Setting> own();

    @Override
    public String arguments() {
        return "KEY";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public final List<Setting> settings() {
        var settings = new ArrayList<>(PlaceSettings.ALL);
        settings.addAll(own());
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }
}
