// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.server.Operator;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.ops.LogLines;
import dev.pomona.server.web.ProblemException;
import dev.pomona.store.estate.RemovalStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;

/// Makes, deletes and lists organisations.
final class TenantRun {

    private static final int AT_A_TIME = 1000;
    private static final int LONGEST_LINE = 200;

    private TenantRun() {}

    private interface Work {
        void with(Operator operator) throws InterruptedException;
    }

    static ExitCode add(Invocation invocation) {
        String key = invocation.arguments().getFirst();
        String name = invocation.settings().text(TenantCommand.NAME).orElse(key);
        return run(invocation, operator -> {
            String secret = operator.tenants().add(key, name);
            invocation.terminal().out().printf("made the organisation %s%n", key);
            show(invocation, key, secret);
        });
    }

    static ExitCode invite(Invocation invocation) {
        String key = invocation.arguments().getFirst();
        return run(
                invocation, operator -> show(invocation, key, operator.tenants().invite(key)));
    }

    static ExitCode delete(Invocation invocation) {
        String key = invocation.arguments().getFirst();
        if (!invocation.settings().isOn(TenantCommand.YES)) confirm(invocation, key);
        return run(invocation, operator -> {
            var terminal = invocation.terminal();
            RemovalStore.Removal asked = operator.tenants().delete(key, "pomona tenant delete");
            terminal.note("nobody gets into %s any more; its rows go".formatted(key));
            RemovalStore.Removal gone = operator.removal()
                    .complete(asked.id(), now -> terminal.note("%d rows are gone".formatted(now.gone())));
            terminal.out().printf("deleted the organisation %s: %d rows%n", key, gone.gone());
            Path images = ServerRun.options(invocation)
                    .dataFolder()
                    .resolve("registries")
                    .resolve(key);
            if (Files.exists(images)) terminal.note("what you put in %s is still there".formatted(images));
        });
    }

    private static void confirm(Invocation invocation, String key) {
        var terminal = invocation.terminal();
        if (!terminal.isInteractive()) {
            throw new UsageException(
                    "it asks for the key once more; where nobody can answer, --yes says that it is meant");
        }
        terminal.err().printf("All that %s has is deleted for good. Type its key to go on: ", Escape.line(key));
        terminal.err().flush();
        if (!key.equals(line(invocation.in()))) throw new UsageException("that is another key; nothing is deleted");
    }

    private static String line(InputStream in) {
        try {
            // read to the end of the line and no further
            var line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void show(Invocation invocation, String key, String secret) {
        var out = invocation.terminal().out();
        String address = ServerRun.address(invocation);
        out.println("Within an hour, and once, this link makes an administrator of it:");
        out.printf("  %s/setup?key=%s%n", address, secret);
        out.printf("Its people log in at %s/login?organisation=%s%n", address, key);
    }

    static ExitCode list(Invocation invocation) {
        return run(invocation, operator -> {
            List<TenantStore.Listed> some = operator.tenants().after("", AT_A_TIME);
            while (!some.isEmpty()) {
                for (TenantStore.Listed tenant : some) {
                    invocation
                            .terminal()
                            .out()
                            .printf(
                                    "%-24s %s  since %s%n",
                                    tenant.key(), Escape.line(tenant.name()), tenant.createdAt());
                }
                some = operator.tenants().after(some.getLast().key(), AT_A_TIME);
            }
        });
    }

    private static ExitCode run(Invocation invocation, Work work) {
        LogLines.install(invocation.terminal().err(), Level.WARNING, LogLines.Format.TEXT);
        try (Operator operator = Operator.open(ServerRun.options(invocation))) {
            work.with(operator);
            return ExitCode.PASSES;
        } catch (ProblemException | PostgresException | StoreException | KeyException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", e);
        }
    }
}
