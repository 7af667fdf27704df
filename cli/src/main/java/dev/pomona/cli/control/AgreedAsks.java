// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.SEVERITY;
import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Rows.body;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.items;
import static dev.pomona.cli.control.Rows.numbers;
import static dev.pomona.cli.control.Rows.value;

import dev.pomona.cli.command.CommandEntry;
import java.util.List;

/// What was agreed: policy, service levels, teams, and whose word is taken.
final class AgreedAsks {

    private AgreedAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry(
                        "answer-levels",
                        "lists within which time to answer",
                        () -> Ask.list(
                                "Lists within which time advisories are to be answered, from being known to the last receiver.",
                                "/answer-levels",
                                List.of(),
                                Column.of("severity", SEVERITY, "severity"),
                                Column.of("within", "within"))),
                entry(
                        "answer-levels set",
                        "says within which time to answer",
                        () -> Ask.act(
                                "Says within which time advisories are to be answered; takes the place of all such levels.",
                                "",
                                "PUT",
                                "/answer-levels",
                                items("level", "SEVERITY=TIME", "such as all=PT5M, or critical=PT1M", Items::answer))),
                entry(
                        "issuers",
                        "lists who vouches for people and jobs",
                        () -> Ask.list(
                                "Lists the identity providers whose word is taken.",
                                "/issuers",
                                List.of(),
                                Column.of("id", "id"),
                                Column.of("kind", "kind"),
                                Column.of("url", "url"),
                                Column.of("known as", "clientId"))),
                entry(
                        "issuers remove",
                        "takes its word no more",
                        () -> Ask.act(
                                "Takes the word of an identity provider no more.", "ID", "DELETE", "/issuers/{}")),
                entry(
                        "issuers set",
                        "takes the word of an identity provider",
                        () -> Ask.act(
                                "Takes the word of an identity provider, or changes for what. The file is JSON as the API takes it.",
                                "",
                                "PUT",
                                "/issuers",
                                body("application/json"))),
                entry(
                        "people",
                        "lists who has ever logged in",
                        () -> Ask.list(
                                "Lists who has ever logged in.",
                                "/people",
                                List.of(),
                                Column.of("id", "id"),
                                Column.of("name", "name"),
                                Column.of("mail", "mail"),
                                Column.of("roles", TEXTS, "roles"),
                                Column.of("vouched for by", "issuer"))),
                entry(
                        "policy in-effect",
                        "shows the policy of the server",
                        () -> Ask.one("Shows the policy and the waivers by which the server judges.", "", "/policy")),
                entry(
                        "service-levels",
                        "lists within how many days to act",
                        () -> Ask.list(
                                "Lists within how many days findings are to be dealt with.",
                                "/service-levels",
                                List.of(),
                                Column.of("severity", SEVERITY, "severity"),
                                Column.of("environment", "environment"),
                                Column.of("days", "days"))),
                entry(
                        "service-levels set",
                        "says within how many days to act",
                        () -> Ask.act(
                                "Says within how many days findings are to be dealt with; takes the place of all service levels.",
                                "",
                                "PUT",
                                "/service-levels",
                                items(
                                        "level",
                                        "SEVERITY[@ENVIRONMENT]=DAYS",
                                        "such as high=30, or critical@prod=7",
                                        Items::level))),
                entry(
                        "teams",
                        "lists teams",
                        () -> Ask.list(
                                "Lists teams by key.",
                                "/teams",
                                List.of(),
                                Column.of("team", "key"),
                                Column.of("name", "name"))),
                entry(
                        "teams remove",
                        "removes a team",
                        () -> Ask.act("Removes a team that has no project.", "KEY", "DELETE", "/teams/{}")),
                entry(
                        "teams set",
                        "makes or changes a team",
                        () -> Ask.act(
                                "Makes a team, or changes it. Without --member those who are in it stay.",
                                "KEY",
                                "PUT",
                                "/teams/{}",
                                value("name", "NAME", "what people call it"),
                                numbers("member", "members", "ID", "people by the id that 'pomona people' shows"))),
                entry(
                        "teams show",
                        "shows a team and who is in it",
                        () -> Ask.one("Shows a team and who is in it.", "KEY", "/teams/{}")));
    }
}
