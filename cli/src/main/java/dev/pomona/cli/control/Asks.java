// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.AGE;
import static dev.pomona.cli.control.Column.Look.DIGEST;
import static dev.pomona.cli.control.Column.Look.MARK;
import static dev.pomona.cli.control.Column.Look.SEVERITY;
import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Form;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Everything that a control plane can be asked or told, sorted by name.
public final class Asks {

    /// Lists that are never long and so are not paged.
    static final Set<String> WHOLE =
            Set.of("/environments", "/freshness/trend", "/issuers", "/registries", "/repositories", "/webhooks");

    private static final Parameter ARTIFACT =
            text(Setting.value("artifact", "DIGEST", "only of this artifact", null, USER), "artifact");
    private static final Parameter ENVIRONMENT = text(RemoteSettings.ENVIRONMENT, "environment");
    private static final Parameter PROJECT =
            text(Setting.value("project", "KEY", "the project it is about", null, USER), "project");
    private static final Parameter REPOSITORY =
            text(Setting.value("repository", "NAME", "of the registry", null, USER), "name");
    private static final Parameter IDS = new Parameter(RemoteSettings.SERVER, "ids", Form.ARGUMENTS, true);
    private static final Parameter REASON = text(Setting.value("reason", "TEXT", "why", null, USER), "reason");
    private static final Parameter STATE = text(
            Setting.value(
                    "state", "STATE", "open, in-triage, confirmed, false-alarm, not-affected, resolved", null, USER),
            "state");

    private static final Column[] AGED = {
        Column.of("age", AGE, "ageSeconds"),
        Column.of("limit", AGE, "limitSeconds"),
        Column.of("over", MARK, "over"),
        Column.of("measure", "measure"),
        Column.of("thing", "thing"),
        Column.of("environment", "environment"),
        Column.of("since", TIME, "since"),
        Column.of("name", "name"),
        Column.of("image", "image")
    };

    private Asks() {}

    private static Parameter text(Setting setting, String name) {
        return new Parameter(setting, name, Form.TEXT, false);
    }

    private static Parameter value(String name, String argument, String summary) {
        return text(Setting.value(name, argument, summary, null, USER), camel(name));
    }

    private static Parameter flag(String name, String summary) {
        return new Parameter(Setting.flag(name, summary, USER), camel(name), Form.FLAG, false);
    }

    /// What the API calls a setting: `max-image-age` is `maxImageAge`.
    private static String camel(String name) {
        var camel = new StringBuilder();
        for (String part : name.split("-", -1)) {
            camel.append(camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }

    private static CommandEntry entry(String name, String summary, Supplier<Ask> ask) {
        return new CommandEntry(name, summary, () -> new AskCommand(ask.get()));
    }

    public static List<CommandEntry> all() {
        return List.of(
                entry("accept", "lets a finding pass for a while", Asks::accept),
                entry(
                        "accept sign",
                        "signs the acceptance of a risk",
                        () -> Ask.act(
                                "Signs an acceptance that waits for another person than the one who made it.",
                                "ID",
                                "POST",
                                "/acceptances/{}/signature")),
                entry(
                        "accept withdraw",
                        "ends an acceptance before its day",
                        () -> Ask.act(
                                "Ends an acceptance before its day.",
                                "ID",
                                "DELETE",
                                "/acceptances/{}",
                                REASON.required())),
                entry("answer-times", "shows how long answers to advisories took", Asks::answerTimes),
                entry("artifacts", "lists the artifacts of a project", Asks::artifacts),
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
                entry("audit", "lists what people did", Asks::audit),
                new CommandEntry("changes", "lists what happened, in order, and follows it", ChangesCommand::new),
                entry("deployments", "lists what runs where", Asks::deployments),
                entry("environments", "lists environments and their limits", Asks::environments),
                entry("environments set", "makes or changes an environment", Asks::setEnvironment),
                entry("findings", "lists findings, the worst first", Asks::findings),
                entry("findings assign", "gives findings to somebody", Asks::assign),
                entry("findings comment", "says something about findings", Asks::comment),
                entry("findings history", "shows what became of a finding", Asks::history),
                entry(
                        "findings show",
                        "shows a finding",
                        () -> Ask.one(
                                "Shows a finding with its path, its fix and its priority.", "ID", "/findings/{}")),
                entry("findings triage", "says what is to become of findings", Asks::triage),
                entry("freshness", "lists what has been up or unbuilt longest", Asks::freshness),
                entry("freshness images", "lists golden images, the oldest first", Asks::goldenImages),
                entry("freshness next", "lists what to replace next", Asks::replaceNext),
                entry("freshness trend", "shows how fresh an environment was", Asks::freshnessTrend),
                entry("hosts", "lists hosts and whether they are heard of", Asks::hosts),
                entry(
                        "hosts gone",
                        "says that a host is no more",
                        () -> Ask.act(
                                "Says that a host is no more: whatever ran there has ended. A host that is only silent is not gone.",
                                "HOST",
                                "DELETE",
                                "/hosts/{}")),
                entry(
                        "hosts show",
                        "shows a host and what it could not see",
                        () -> Ask.one("Shows a host.", "HOST", "/hosts/{}")),
                entry("instances", "lists what hosts say runs on them", Asks::instances),
                entry("projects", "lists projects", Asks::projects),
                entry("projects show", "shows a project", () -> Ask.one("Shows a project.", "KEY", "/projects/{}")),
                entry("registries", "lists registries of images that are watched", Asks::registries),
                entry(
                        "registries add",
                        "makes a registry known",
                        () -> Ask.act(
                                "Makes a registry known, or changes where it is. Its repositories are watched one by one.",
                                "KEY",
                                "PUT",
                                "/registries/{}",
                                value("address", "ADDRESS", "oci: and a folder with image layouts")
                                        .required())),
                entry(
                        "registries leave",
                        "does not watch a repository any more",
                        () -> Ask.act(
                                "Does not watch a repository any more. What came to be known from it stays.",
                                "KEY",
                                "DELETE",
                                "/registries/{}/repositories",
                                REPOSITORY.required())),
                entry(
                        "registries remove",
                        "watches nothing of a registry any more",
                        () -> Ask.act(
                                "Watches nothing of a registry any more. What came to be known from it stays.",
                                "KEY",
                                "DELETE",
                                "/registries/{}")),
                entry("registries tags", "lists the tags of a watched repository", Asks::tags),
                entry(
                        "registries watch",
                        "watches a repository of a registry",
                        () -> Ask.act(
                                "Watches a repository: its images become artifacts of a project, with the bills of materials attached to them.",
                                "KEY",
                                "PUT",
                                "/registries/{}/repositories",
                                REPOSITORY.required(),
                                PROJECT.required())),
                entry("repositories", "lists watched repositories and whether they can be read", Asks::repositories),
                entry("tokens", "lists API tokens", Asks::tokens),
                entry("tokens create", "makes an API token", Asks::createToken),
                entry(
                        "tokens revoke",
                        "ends an API token",
                        () -> Ask.act("Ends an API token.", "ID", "DELETE", "/tokens/{}")),
                entry(
                        "verdicts show",
                        "shows a verdict as it was kept",
                        () -> Ask.one(
                                "Shows a verdict as it was kept, with all that it rests on.", "ID", "/verdicts/{}")),
                entry("webhooks", "lists who is told what happens", Asks::webhooks),
                entry(
                        "whoami",
                        "shows who the token is and what it may do",
                        () -> Ask.one("Shows who the token is and what it may do.", "", "/me")));
    }

    private static Ask accept() {
        return Ask.act(
                """
                Lets findings of one fingerprint pass until a day. A waiver is a decision of security; a risk is accepted by the
                owner of the business, and holds once that person has signed it.""",
                "",
                "POST",
                "/acceptances",
                value("kind", "KIND", "waiver or risk").required(),
                value("fingerprint", "HEX", "of the findings").required(),
                value("owner", "WHO", "who answers for it").required(),
                REASON.required(),
                value("expires", "DAY", "the last day on which it holds, such as 2026-12-31")
                        .required(),
                PROJECT,
                ENVIRONMENT);
    }

    private static Ask answerTimes() {
        return Ask.list(
                "Lists advisories with when they were published, known here, judged and delivered, the newest first.",
                "/time-to-answer",
                List.of(),
                Column.of("vulnerability", "vulnerability"),
                Column.of("published", TIME, "publishedAt"),
                Column.of("known", TIME, "knownAt"),
                Column.of("listed", TIME, "listedAt"),
                Column.of("decided", TIME, "decidedAt"),
                Column.of("delivered", TIME, "deliveredAt"),
                Column.of("artifacts", "artifacts"),
                Column.of("deployments", "deployments"));
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

    private static Ask deployments() {
        return Ask.list(
                "Lists what runs now, the last started first. On a host that is silent it is not known whether it still runs.",
                "/deployments",
                List.of(ENVIRONMENT, ARTIFACT),
                Column.of("environment", "environment"),
                Column.of("workload", "workload"),
                Column.of("instance", "instance"),
                Column.of("artifact", DIGEST, "artifact"),
                Column.of("since", TIME, "since"),
                Column.of("account", "account"),
                Column.of("cluster", "cluster"),
                Column.of("host", "host"),
                Column.of("silent since", TIME, "hostSilentSince"),
                Column.of("source", "source"));
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

    private static Ask findings() {
        return Ask.list(
                "Lists open findings, the worst first.",
                "/findings",
                List.of(
                        ARTIFACT,
                        value("assignee", "WHO", "only of this person"),
                        ENVIRONMENT,
                        flag("exploited", "only what attackers are known to use"),
                        flag("fixable", "only what has a fix"),
                        value("kind", "KIND", "vulnerability or secret"),
                        flag("late", "only what is past its due time"),
                        PROJECT,
                        value("purl", "PURL", "only of this component"),
                        value("rule", "ID", "only of this vulnerability or rule"),
                        value("severity", "SEVERITY", "only of this severity"),
                        value("sort", "ORDER", "priority, severity, likelihood, newest or due"),
                        STATE),
                Column.of("id", "id"),
                Column.of("severity", SEVERITY, "severity"),
                Column.of("state", "state"),
                Column.of("rule", "rule"),
                Column.of("exploited", MARK, "exploited"),
                Column.of("fixed in", "fixed"),
                Column.of("project", "project"),
                Column.of("component", "purl", "location"),
                Column.of("assignee", "assignee"),
                Column.of("due", TIME, "dueAt"));
    }

    private static Ask assign() {
        return Ask.act(
                "Gives findings to somebody.",
                "ID…",
                "POST",
                "/findings/actions",
                IDS,
                value("assignee", "WHO", "who is to deal with them").required());
    }

    private static Ask comment() {
        return Ask.act(
                "Says something about findings.",
                "ID…",
                "POST",
                "/findings/actions",
                IDS,
                value("comment", "TEXT", "what is said").required());
    }

    private static Ask triage() {
        return Ask.act(
                "Says what is to become of findings, and why.",
                "ID…",
                "POST",
                "/findings/actions",
                IDS,
                STATE.required(),
                REASON,
                value("justification", "WORD", "of VEX, with the state not-affected"));
    }

    private static Ask history() {
        return Ask.listOf(
                "Shows what became of a finding, on two axes: when it was so, and when it was known.",
                "ID",
                "/findings/{}/events",
                Column.of("at", TIME, "validAt"),
                Column.of("known", TIME, "knownAt"),
                Column.of("who", "actor"),
                Column.of("what", "type"),
                Column.of("detail", "detail", "comment", "reason"));
    }

    private static Ask freshness() {
        return Ask.list(
                """
                Lists hosts or instances with their reverse uptime (the time since they booted or started) or the age of the
                image they start from (the time since it was last built), the worst first.""",
                "/freshness",
                List.of(
                        value("measure", "MEASURE", "reverse-uptime or image-age"),
                        value("thing", "THING", "host or instance")),
                AGED);
    }

    private static Ask replaceNext() {
        return Ask.list(
                "Lists what to replace next: furthest above a limit of its environment first, then by age.",
                "/freshness/next",
                List.of(),
                AGED);
    }

    private static Ask goldenImages() {
        return Ask.list(
                "Lists the images that hosts and what runs were made from, the one built longest ago first.",
                "/freshness/images",
                List.of(),
                Column.of("age", AGE, "ageSeconds"),
                Column.of("built", TIME, "builtAt"),
                Column.of("hosts", "hosts"),
                Column.of("instances", "instances"),
                Column.of("digest", DIGEST, "digest"),
                Column.of("image", "image"));
    }

    private static Ask freshnessTrend() {
        return Ask.list(
                "Shows how fresh the hosts or instances of an environment were, day by day; the last day is now.",
                "/freshness/trend",
                List.of(
                        value("days", "N", "as many as are shown, up to 400"),
                        ENVIRONMENT.required(),
                        value("measure", "MEASURE", "reverse-uptime or image-age"),
                        value("thing", "THING", "host or instance")),
                Column.of("day", "day"),
                Column.of("things", "things"),
                Column.of("median", AGE, "medianSeconds"),
                Column.of("9 of 10 below", AGE, "p90Seconds"),
                Column.of("longest", AGE, "longestSeconds"),
                Column.of("over limit", "overLimit"),
                Column.of("by age", TEXTS, "buckets"));
    }

    private static Ask hosts() {
        return Ask.list(
                "Lists hosts by key, or with --state silent those that were to be heard of and were not.",
                "/hosts",
                List.of(text(Setting.value("state", "STATE", "silent, for those alone", null, USER), "state")),
                Column.of("host", "key"),
                Column.of("state", "state"),
                Column.of("environment", "environment"),
                Column.of("account", "account"),
                Column.of("cluster", "cluster"),
                Column.of("booted", TIME, "bootedAt"),
                Column.of("image", "imageName"),
                Column.of("image built", TIME, "imageBuiltAt"),
                Column.of("seen", TIME, "lastSeen"),
                Column.of("not seen", TEXTS, "gaps"));
    }

    private static Ask instances() {
        return Ask.list(
                "Lists what hosts say runs on them, whether or not anybody has scanned it.",
                "/instances",
                List.of(
                        ENVIRONMENT,
                        text(RemoteSettings.HOST, "host"),
                        flag("unscanned", "only what nothing was pushed about")),
                Column.of("host", "host"),
                Column.of("kind", "kind"),
                Column.of("workload", "workload"),
                Column.of("instance", "instance"),
                Column.of("since", TIME, "since"),
                Column.of("source", "source"),
                Column.of("digests", TEXTS, "digests"));
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

    private static Ask registries() {
        return Ask.list(
                "Lists registries of images that are watched.",
                "/registries",
                List.of(),
                Column.of("key", "key"),
                Column.of("since", TIME, "createdAt"),
                Column.of("by", "createdBy"),
                Column.of("address", "address"));
    }

    private static Ask repositories() {
        return Ask.list(
                "Lists the repositories that are watched, when they were read last, and why they can't be.",
                "/repositories",
                List.of(),
                Column.of("registry", "registry"),
                Column.of("repository", "name"),
                Column.of("project", "project"),
                Column.of("tags", "tags"),
                Column.of("checked", TIME, "checkedAt"),
                Column.of("read", TIME, "readAt"),
                Column.of("problem", "problem"));
    }

    private static Ask tags() {
        return new Ask(
                "Lists the tags of a repository as they were seen last, with the bill of materials that was attached.",
                "KEY",
                Command.Arity.ONE,
                "GET",
                "/registries/{}/tags",
                List.of(text(REPOSITORY.setting(), "repository").required()),
                List.of(
                        Column.of("tag", "tag"),
                        Column.of("digest", DIGEST, "digest"),
                        Column.of("built", TIME, "builtAt"),
                        Column.of("since", TIME, "since"),
                        Column.of("document", DIGEST, "document")));
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
