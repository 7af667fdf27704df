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
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.util.List;
import java.util.logging.Level;

/// Makes organisations and lists them.
final class TenantRun {

    private static final int AT_A_TIME = 1000;

    private TenantRun() {}

    private interface Work {
        void with(Operator operator);
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
