// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.formats.json.JsonOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/// A command that asks a control plane. When it can't be asked the command ends as incomplete:
/// nothing is known, which is neither a yes nor a no.
public abstract class RemoteCommand implements Command {

    @Override
    public final ExitCode run(Invocation invocation) {
        try {
            return run(invocation, Remote.of(invocation));
        } catch (RemoteException e) {
            invocation.terminal().warn(String.valueOf(e.getMessage()));
            return ExitCode.INCOMPLETE;
        }
    }

    protected abstract ExitCode run(Invocation invocation, Remote remote) throws RemoteException;

    /// Whether the answer is wanted as JSON.
    ///
    /// @throws UsageException when it is wanted in a form there is not
    protected static boolean isJson(Invocation invocation) {
        String format = text(invocation, RemoteSettings.FORMAT);
        return switch (format) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new UsageException("format is table or json, but got '%s'".formatted(format));
        };
    }

    /// Writes an answer, or what is made of it, as JSON.
    protected static void document(Invocation invocation, Consumer<JsonOut> content) {
        try {
            JsonOut.document(invocation.terminal().out(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty when it is not set.
    protected static String text(Invocation invocation, Setting setting) {
        return invocation.settings().text(setting).orElse("");
    }

    /// @throws UsageException when it is not set
    protected static String required(Invocation invocation, Setting setting) {
        Optional<String> text = invocation.settings().text(setting);
        return text.orElseThrow(() -> UsageException.missing(setting));
    }
}
