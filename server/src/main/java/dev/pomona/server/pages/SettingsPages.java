// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.SettingsView;
import dev.pomona.server.pages.view.Show;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.delivery.WebhookStore;
import dev.pomona.store.identity.ApiToken;
import dev.pomona.store.identity.Issuer;
import dev.pomona.store.identity.IssuerStore;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Tx;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who one is, and the tokens of programs.
final class SettingsPages {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DAYS = 366;

    private final Site site;
    private final Actions actions;

    SettingsPages(Site site, Actions actions) {
        this.site = site;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                site.get("/settings", visit -> show(visit, null)),
                site.post("/settings/tokens", Scope.ADMIN, this::make),
                site.post("/settings/tokens/{id}/revoke", Scope.ADMIN, this::revoke));
    }

    private Response make(Visit visit, Form form) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : form.all("scope")) {
            scopes.add(Scope.of(word).orElseThrow(() -> ProblemException.invalid("scope", "is not known")));
        }
        if (scopes.isEmpty()) throw ProblemException.invalid("scope", "is missing: choose at least one");
        String token = actions.makeToken(
                visit.viewer(),
                form.required("name", LONGEST_NAME),
                scopes,
                new Tokens.Only(
                        form.text("project").orElse(null), form.text("host").orElse(null)),
                visit.now().plus(Duration.ofDays(days(form.required("days", 4)))));
        // shown in the answer and nowhere else: no address and no log ever has it
        return show(visit, token);
    }

    private static int days(String text) {
        try {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= LONGEST_DAYS) return days;
        } catch (NumberFormatException _) {
            // said below
        }
        throw ProblemException.invalid("days", "is a number from 1 to %d".formatted(LONGEST_DAYS));
    }

    private Response revoke(Visit visit, Form form) {
        actions.revokeToken(visit.viewer(), visit.id("id"));
        return Response.seeOther("/settings?done=revoked");
    }

    private static List<SettingsView.Provider> providers(Tx tx) {
        return new IssuerStore(tx)
                .all().stream()
                        .limit(Visit.ROWS)
                        .map(one ->
                                new SettingsView.Provider(one.url(), one.kind() == Issuer.Kind.LOGIN, one.clientId()))
                        .toList();
    }

    private static List<SettingsView.Webhook> webhooks(Tx tx) {
        return new WebhookStore(tx)
                .all().stream()
                        .map(one -> new SettingsView.Webhook(
                                host(one.url()), one.topics(), one.createdBy(), one.createdAt()))
                        .toList();
    }

    private static String host(String url) {
        try {
            return Show.orElse(URI.create(url).getHost(), "somewhere");
        } catch (IllegalArgumentException _) {
            return "somewhere";
        }
    }

    private Response show(Visit visit, @Nullable String fresh) {
        Viewer viewer = visit.viewer();
        boolean maySee = viewer.may(Scope.ADMIN);
        String after = visit.query("after").orElse(null);
        return visit.show("settings", "settings", (tx, _) -> {
            List<ApiToken> found = maySee
                    ? Places.at(() -> new TokenStore(tx)
                            .before(after == null ? Long.MAX_VALUE : Long.parseLong(after), Visit.ROWS + 1))
                    : List.of();
            boolean hasMore = found.size() > Visit.ROWS;
            List<ApiToken> shown = hasMore ? found.subList(0, Visit.ROWS) : found;
            String next = hasMore ? Long.toString(shown.getLast().id()) : null;
            return new Visit.Shown(
                    "Settings",
                    new SettingsView(
                            viewer.id(),
                            viewer.name(),
                            viewer.roles().stream()
                                    .sorted()
                                    .map(role -> Show.words(role.name()))
                                    .toList(),
                            Arrays.stream(Scope.values())
                                    .filter(viewer::may)
                                    .map(Scope::word)
                                    .toList(),
                            maySee,
                            new Page<>(shown, next),
                            Pager.of("/settings", after, next),
                            fresh,
                            maySee ? providers(tx) : List.of(),
                            maySee ? webhooks(tx) : List.of(),
                            Agreed.teams(tx, viewer)));
        });
    }
}
