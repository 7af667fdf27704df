// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.gate.PolicyTrial;
import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.pages.view.DoorView;
import dev.pomona.server.web.HttpListener;
import dev.pomona.server.web.ListenerOptions;
import dev.pomona.server.web.Memory;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Route;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The pages on a port of their own, for somebody who may do everything.
final class ShownPages implements AutoCloseable {

    static final String CSRF = "the-form-is-ours";

    /// What pages asked for, in order, in words.
    final List<String> done = new ArrayList<>();

    private final Database database;
    private final PageRoutes pages;
    private final HttpListener listener;

    ShownPages(Database database, TenantId tenant, Set<Role> roles, int port) {
        this.database = database;
        var viewer = new Viewer(tenant, 1, "person:admin", "admin", roles, CSRF);
        this.pages = new PageRoutes(
                database,
                Clock.fixed(SeededEstate.NOW, ZoneOffset.UTC),
                _ -> roles.isEmpty() ? Optional.empty() : Optional.of(viewer),
                new Noted(),
                new NotedAgreements(database, done),
                new StoredRunning());
        this.listener = HttpListener.start(
                ListenerOptions.plain("127.0.0.1", port, new Memory(1 << 26), new Random()),
                Stream.concat(pages.routes().stream(), doors(pages.doors()).stream())
                        .toList(),
                new Metrics());
    }

    /// The ways in, which whoever handles logins shows.
    private static List<Route> doors(Doors doors) {
        var ways = List.of(new DoorView.Way("https://id.example.org", "/oidc"));
        return List.of(
                Route.of(Method.GET, "/doors/login", _ -> doors.login(200, "acme", "/findings", ways, "")),
                Route.of(
                        Method.GET,
                        "/doors/refused",
                        _ -> doors.login(401, "acme", "", ways, "the name or the password is wrong")),
                Route.of(Method.GET, "/doors/setup", _ -> doors.setup(200, "key", "")),
                Route.of(Method.GET, "/doors/message", _ -> doors.message(200, "Signed out", "You are signed out.")));
    }

    static Set<Role> everyRole() {
        return EnumSet.allOf(Role.class);
    }

    String address() {
        return "http://127.0.0.1:" + listener.port();
    }

    @Override
    public void close() {
        pages.close();
        listener.close();
    }

    /// Notes what is asked for.
    private final class Noted implements Actions {

        @Override
        public void triage(Viewer by, Triage triage) {
            done.add(triage.toString());
        }

        @Override
        public void assign(Viewer by, List<Long> findings, @Nullable String person) {
            done.add("assign " + findings + " to " + person);
        }

        @Override
        public void comment(Viewer by, long finding, String text) {
            done.add("comment " + finding + " " + text);
        }

        @Override
        public void ask(Viewer by, Ask ask) {
            done.add(ask.toString());
        }

        @Override
        public void sign(Viewer by, long acceptance) {
            done.add("sign " + acceptance);
        }

        @Override
        public String makeToken(Viewer by, String name, Set<Scope> scopes, Tokens.Only only, Instant expiresAt) {
            done.add("token " + name + " " + scopes + " " + only.project() + " " + only.host() + " " + expiresAt);
            return "pom" + "_example";
        }

        @Override
        public void revokeToken(Viewer by, long token) {
            done.add("revoke " + token);
        }

        @Override
        public AuditStore.Check verify(Viewer by) {
            done.add("verify");
            return database.inTenant(by.tenant(), tx -> new AuditStore(tx).verify(Arrays::equals));
        }

        @Override
        public PolicyTrial.Outcome dryRun(Viewer by, String policy, int most) {
            done.add("dry run over " + most);
            return new PolicyTrial.Outcome(
                    17,
                    2,
                    List.of(new PolicyTrial.Change(
                            1,
                            "checkout",
                            "registry.example.org/acme/checkout",
                            "sha256:" + "a".repeat(64),
                            "production",
                            SeededEstate.NOW,
                            "PASS",
                            "VIOLATED",
                            "the severity is high or critical")));
        }
    }
}
