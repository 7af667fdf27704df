// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.control.Rows.PROJECT;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.texts;
import static dev.pomona.cli.control.Rows.value;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Form;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// What happened, who may do what, and who is told.
final class RecordAsks {

    private RecordAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry("audit", "lists what people did", RecordAsks::audit),
                entry(
                        "gate key",
                        "shows the key of the verdicts",
                        () -> Ask.one(
                                "Shows the public key with which verdicts and acceptances are signed.",
                                "",
                                "/gate/key")),
                entry("tokens", "lists API tokens", RecordAsks::tokens),
                entry("tokens create", "makes an API token", RecordAsks::createToken),
                entry(
                        "tokens revoke",
                        "ends an API token",
                        () -> Ask.act("Ends an API token.", "ID", "DELETE", "/tokens/{}")),
                entry(
                        "verdicts show",
                        "shows a verdict as it was kept",
                        () -> Ask.one(
                                "Shows a verdict as it was kept, with all that it rests on.", "ID", "/verdicts/{}")),
                entry("webhooks", "lists who is told what happens", RecordAsks::webhooks),
                entry(
                        "webhooks add",
                        "has an address told what happens",
                        () -> Ask.act(
                                "Has an address told what happens, and shows the key of the signatures once.",
                                "",
                                "POST",
                                "/webhooks",
                                value("url", "URL", "that is told").required(),
                                texts("topic", "topics", "TOPIC", "only of these (default: of all)"))),
                entry(
                        "webhooks remove",
                        "tells an address no more",
                        () -> Ask.act("Tells an address nothing any more.", "ID", "DELETE", "/webhooks/{}")),
                entry(
                        "whoami",
                        "shows who the token is and what it may do",
                        () -> Ask.one("Shows who the token is and what it may do.", "", "/me")));
    }

    private static Ask audit() {
        return Ask.list(
                "Lists what people did, the newest first. 'pomona audit verify' looks for entries that were changed.",
                "/audit",
                List.of(),
                Column.of("number", "seq"),
                Column.of("at", TIME, "at"),
                Column.of("who", "actor"),
                Column.of("action", "action"),
                Column.of("subject", "subject"),
                Column.of("detail", "detail"));
    }

    private static Ask tokens() {
        return Ask.list(
                "Lists API tokens.",
                "/tokens",
                List.of(),
                Column.of("id", "id"),
                Column.of("name", "name"),
                Column.of("scopes", TEXTS, "scopes"),
                Column.of("project", "project"),
                Column.of("host", "host"),
                Column.of("expires", TIME, "expiresAt"),
                Column.of("used", TIME, "usedAt"),
                Column.of("revoked", TIME, "revokedAt"),
                Column.of("made by", "createdBy"));
    }

    private static Ask createToken() {
        return Ask.act(
                "Makes an API token, and shows it once.",
                "",
                "POST",
                "/tokens",
                value("name", "NAME", "what it is for").required(),
                new Parameter(
                        Setting.list(
                                "scope",
                                "SCOPE",
                                "what it may do: read, gate, push, deploy, report, triage, accept, policy, admin",
                                USER),
                        "scopes",
                        Form.TEXTS,
                        true),
                value("expires-at", "TIME", "until when it is good, such as 2026-12-31T00:00:00Z")
                        .required(),
                PROJECT,
                value("host", "KEY", "the only host it may speak of; its scope is report alone then"));
    }

    private static Ask webhooks() {
        return Ask.list(
                "Lists who is told what happens.",
                "/webhooks",
                List.of(),
                Column.of("id", "id"),
                Column.of("url", "url"),
                Column.of("topics", TEXTS, "topics"),
                Column.of("made by", "createdBy"));
    }
}
