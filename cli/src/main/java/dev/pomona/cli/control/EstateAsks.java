// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.MARK;
import static dev.pomona.cli.control.Column.Look.SEVERITY;
import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.control.Rows.PROJECT;
import static dev.pomona.cli.control.Rows.body;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.flag;
import static dev.pomona.cli.control.Rows.items;
import static dev.pomona.cli.control.Rows.named;
import static dev.pomona.cli.control.Rows.stated;
import static dev.pomona.cli.control.Rows.text;
import static dev.pomona.cli.control.Rows.value;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Form;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// What there is, how it stands, and who answers for it.
final class EstateAsks {

    private static final Column[] VERDICTS = {
        Column.of("id", "id"),
        Column.of("verdict", "verdict"),
        Column.of("environment", "environment"),
        Column.of("project", "project"),
        Column.of("as of", TIME, "asOf"),
        Column.of("ended", TIME, "endedAt"),
        Column.of("name", "artifactName"),
        Column.of("artifact", "artifact")
    };

    private EstateAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry(
                        "accounts",
                        "lists cloud accounts",
                        () -> Ask.list(
                                "Lists cloud accounts.",
                                "/accounts",
                                List.of(),
                                Column.of("account", "account"),
                                Column.of("name", "name"))),
                entry(
                        "accounts set",
                        "names a cloud account",
                        () -> Ask.act(
                                "Makes a cloud account, or names it.",
                                "PROVIDER KEY",
                                "PUT",
                                "/accounts/{}/{}",
                                value("name", "NAME", "what people call it"))),
                entry("artifacts", "lists the artifacts of a project", EstateAsks::artifacts),
                entry(
                        "artifacts check",
                        "brings the result of a check",
                        () -> Ask.act(
                                "Brings the result of a check of an artifact. Without --passed it has failed.",
                                "DIGEST CHECK",
                                "PUT",
                                "/artifacts/{}/checks/{}",
                                stated("passed", "it has passed"),
                                value("message", "TEXT", "what it said"),
                                value("at", "TIME", "when it was made (default: now)"))),
                entry(
                        "artifacts checks",
                        "lists the results of checks",
                        () -> Ask.listOf(
                                "Lists what was reported of checks of an artifact.",
                                "DIGEST",
                                "/artifacts/{}/checks",
                                Column.of("check", "name"),
                                Column.of("passed", MARK, "passed"),
                                Column.of("at", TIME, "at"),
                                Column.of("reported by", "reportedBy"),
                                Column.of("message", "message"))),
                entry(
                        "artifacts components",
                        "lists what is in an artifact",
                        () -> Ask.listOf(
                                "Lists the components of an artifact, by purl.",
                                "DIGEST",
                                "/artifacts/{}/components",
                                Column.of("vulnerabilities", "vulnerabilities"),
                                Column.of("scope", "scope"),
                                Column.of("direct", MARK, "direct"),
                                Column.of("purl", "purl"),
                                Column.of("manifest", "manifest"))),
                entry(
                        "artifacts show",
                        "shows an artifact",
                        () -> Ask.one("Shows an artifact.", "DIGEST", "/artifacts/{}")),
                entry(
                        "artifacts verdicts",
                        "lists the verdicts about an artifact",
                        () -> Ask.listOf(
                                "Lists the verdicts that hold for an artifact, or with --history all that were ever given.",
                                "DIGEST",
                                "/artifacts/{}/verdicts",
                                List.of(flag("history", "also those that have ended")),
                                VERDICTS)),
                entry(
                        "clusters",
                        "lists clusters",
                        () -> Ask.list(
                                "Lists clusters.",
                                "/clusters",
                                List.of(),
                                Column.of("cluster", "key"),
                                Column.of("account", "account"))),
                entry(
                        "clusters set",
                        "says in which account a cluster is",
                        () -> Ask.act(
                                "Makes a cluster, or says in which account it is.",
                                "KEY",
                                "PUT",
                                "/clusters/{}",
                                text(RemoteSettings.ACCOUNT, "account"))),
                entry(
                        "documents show",
                        "shows what became of a document",
                        () -> Ask.one("Shows what became of a document that was pushed.", "DIGEST", "/documents/{}")),
                entry("environments", "lists environments and their limits", EstateAsks::environments),
                entry(
                        "environments checks",
                        "lists the checks that are required",
                        () -> Ask.listOf(
                                "Lists the checks that must be there and fresh before anything enters.",
                                "KEY",
                                "/environments/{}/checks",
                                Column.of("check", "name"),
                                Column.of("max age", "maxAge"))),
                entry(
                        "environments remove",
                        "removes an environment",
                        () -> Ask.act(
                                "Removes an environment in which nothing ever ran or was judged.",
                                "KEY",
                                "DELETE",
                                "/environments/{}")),
                entry(
                        "environments require",
                        "says which checks are required",
                        () -> Ask.act(
                                "Says which checks must be there and how old they may be; takes the place of all that were required before.",
                                "KEY",
                                "PUT",
                                "/environments/{}/checks",
                                items("check", "NAME[=MAX-AGE]", "such as signed, or tests=P7D", Items::check))),
                entry("environments set", "makes or changes an environment", EstateAsks::setEnvironment),
                entry(
                        "environments standing",
                        "shows verdicts and freshness of an environment",
                        () -> Ask.one(
                                "Shows how many may run in an environment and how fresh it is now.",
                                "KEY",
                                "/environments/{}/standing")),
                entry(
                        "environments verdicts",
                        "lists the verdicts of an environment",
                        () -> Ask.listOf(
                                "Lists the verdicts that hold in an environment, the newest first.",
                                "KEY",
                                "/environments/{}/verdicts",
                                List.of(value(
                                        "verdict", "VERDICT", "violated, incomplete or pass (default: violated)")),
                                VERDICTS)),
                entry(
                        "owners",
                        "lists who answers for a project",
                        () -> Ask.listOf(
                                "Lists who answers for which paths of a project; the last rule whose pattern matches counts.",
                                "PROJECT",
                                "/projects/{}/owners",
                                Column.of("pattern", "pattern"),
                                Column.of("owners", TEXTS, "owners"),
                                Column.of("source", "source"))),
                entry(
                        "owners catalogue",
                        "takes owners from a catalogue",
                        () -> Ask.act(
                                "Takes owners from a catalogue of software: entities as Backstage keeps them.",
                                "",
                                "PUT",
                                "/catalogue",
                                body("application/yaml"))),
                entry(
                        "owners codeowners",
                        "brings the CODEOWNERS of a project",
                        () -> Ask.act(
                                "Brings the CODEOWNERS file of a project, in the place of the one before.",
                                "PROJECT",
                                "PUT",
                                "/projects/{}/owners/codeowners",
                                body("text/plain"))),
                entry(
                        "portfolio",
                        "shows how everything stands",
                        () -> Ask.one("Shows how everything stands at this moment.", "", "/portfolio")),
                entry("portfolio pressing", "lists the flaws that press most", EstateAsks::pressing),
                entry(
                        "portfolio projects",
                        "lists projects, the worst first",
                        () -> Ask.list(
                                "Lists projects, the worst first: what may not run where it runs, then what is exploited, critical, high.",
                                "/portfolio/projects",
                                List.of(),
                                Column.of("project", "key"),
                                Column.of("may not run in", "violatedEnvironments"),
                                Column.of("exploited", "exploited"),
                                Column.of("critical", "open.critical.count"),
                                Column.of("high", "open.high.count"),
                                Column.of("late", "late"),
                                Column.of("team", "team"),
                                Column.of("name", "name"))),
                entry(
                        "portfolio trend",
                        "shows how everything stood",
                        () -> Ask.list(
                                "Shows how everything stood, day by day; the last day is now.",
                                "/portfolio/days",
                                List.of(value("days", "N", "as many as are shown, up to 400")),
                                Column.of("day", "day"),
                                Column.of("critical", "open.critical.count"),
                                Column.of("high", "open.high.count"),
                                Column.of("medium", "open.medium.count"),
                                Column.of("exploited", "exploited"),
                                Column.of("late", "late"),
                                Column.of("opened", "opened"),
                                Column.of("closed", "closed"))),
                entry("projects", "lists projects", EstateAsks::projects),
                entry(
                        "projects set",
                        "says whose a project is",
                        () -> Ask.act(
                                "Says whose a project is and where its source is: what is not given here is not set.",
                                "KEY",
                                "PUT",
                                "/projects/{}",
                                value("name", "NAME", "what people call it"),
                                value("team", "KEY", "whose it is"),
                                value("repository", "URL", "where its source is"),
                                named(
                                        "label",
                                        "labels",
                                        "NAME=VALUE",
                                        "labels; owner=@a,@b makes owners of all of it"))),
                entry("projects show", "shows a project", () -> Ask.one("Shows a project.", "KEY", "/projects/{}")),
                entry(
                        "projects standing",
                        "shows how a project stands",
                        () -> Ask.one(
                                "Shows how a project stands, as it was counted last.", "KEY", "/projects/{}/standing")),
                entry(
                        "search",
                        "finds whatever has a name",
                        () -> Ask.one(
                                "Finds artifacts, packages, vulnerabilities, projects, hosts, environments, accounts, clusters, teams and people by name.",
                                "TEXT",
                                "/search?q={}")));
    }

    private static Ask artifacts() {
        return Ask.list(
                "Lists the artifacts of a project, the last seen first.",
                "/artifacts",
                List.of(PROJECT.required()),
                Column.of("digest", "digest"),
                Column.of("kind", "kind"),
                Column.of("version", "version"),
                Column.of("components", "components"),
                Column.of("seen", TIME, "lastSeen"),
                Column.of("base built", TIME, "base.builtAt"),
                Column.of("name", "name"));
    }

    private static Ask environments() {
        return Ask.list(
                "Lists environments in the order of promotion.",
                "/environments",
                List.of(),
                Column.of("environment", "key"),
                Column.of("production", MARK, "production"),
                Column.of("exposed", MARK, "exposed"),
                Column.of("max uptime", "maxReverseUptime"),
                Column.of("max image age", "maxImageAge"),
                Column.of("name", "name"));
    }

    private static Ask setEnvironment() {
        return Ask.act(
                "Makes an environment, or changes it: what is not given here is not set.",
                "KEY",
                "PUT",
                "/environments/{}",
                value("name", "NAME", "what people call it"),
                flag("production", "it is production"),
                flag("exposed", "strangers reach it"),
                new Parameter(
                        Setting.value("position", "N", "in the order of promotion", null, USER),
                        "position",
                        Form.NUMBER,
                        false),
                value("max-reverse-uptime", "DURATION", "how long an instance or host may be up, such as P14D"),
                value(
                        "max-image-age",
                        "DURATION",
                        "how old the image that something starts from may be, such as P30D"));
    }

    private static Ask pressing() {
        return Ask.list(
                """
                Lists the flaws that press most, each once, in however many artifacts it is open. What somebody has decided about
                is left out.""",
                "/portfolio/pressing",
                List.of(
                        flag("exploited", "only what attackers are known to use"),
                        flag("fixable", "only what has a fix")),
                Column.of("priority", "priority"),
                Column.of("severity", SEVERITY, "severity"),
                Column.of("rule", "rule"),
                Column.of("exploited", MARK, "exploited"),
                Column.of("open", "open.count"),
                Column.of("fixed in", TEXTS, "fixed"),
                Column.of("components", TEXTS, "components"),
                Column.of("due", TIME, "dueAt"),
                Column.of("projects", TEXTS, "projects"));
    }

    private static Ask projects() {
        return Ask.list(
                "Lists projects by key.",
                "/projects",
                List.of(),
                Column.of("project", "key"),
                Column.of("team", "team"),
                Column.of("repository", "repository"),
                Column.of("name", "name"));
    }
}
