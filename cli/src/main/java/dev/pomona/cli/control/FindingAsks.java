// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.MARK;
import static dev.pomona.cli.control.Column.Look.SEVERITY;
import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.control.Rows.ARTIFACT;
import static dev.pomona.cli.control.Rows.ENVIRONMENT;
import static dev.pomona.cli.control.Rows.IDS;
import static dev.pomona.cli.control.Rows.PROJECT;
import static dev.pomona.cli.control.Rows.REASON;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.flag;
import static dev.pomona.cli.control.Rows.text;
import static dev.pomona.cli.control.Rows.value;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// Findings, what people decide about them, and what others state.
final class FindingAsks {

    private static final Parameter STATE = text(
            Setting.value(
                    "state", "STATE", "open, in-triage, confirmed, false-alarm, not-affected, resolved", null, USER),
            "state");

    private FindingAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry("accept", "lets a finding pass for a while", FindingAsks::accept),
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
                entry(
                        "acceptances",
                        "lists waivers and accepted risks",
                        () -> Ask.list(
                                "Lists waivers and accepted risks, the newest first.",
                                "/acceptances",
                                List.of(),
                                Column.of("id", "id"),
                                Column.of("kind", "kind"),
                                Column.of("ended", TIME, "endedAt"),
                                Column.of("project", "project"),
                                Column.of("environment", "environment"),
                                Column.of("expires", "expires"),
                                Column.of("owner", "owner"),
                                Column.of("asked by", "madeBy"),
                                Column.of("signed by", "signedBy"),
                                Column.of("fingerprint", "fingerprint"))),
                entry(
                        "acceptances show",
                        "shows a waiver or accepted risk",
                        () -> Ask.one(
                                "Shows a waiver or an accepted risk, and whether what was signed is still what is kept.",
                                "ID",
                                "/acceptances/{}")),
                entry("answer-times", "shows how long answers to advisories took", FindingAsks::answerTimes),
                entry("findings", "lists findings, the worst first", FindingAsks::findings),
                entry(
                        "findings acceptances",
                        "lists what permits to carry a flaw",
                        () -> Ask.listOf(
                                "Lists what permits to carry the flaw of a finding.",
                                "ID",
                                "/findings/{}/acceptances",
                                Column.of("id", "id"),
                                Column.of("kind", "kind"),
                                Column.of("signed by", "signedBy"),
                                Column.of("environment", "environment"),
                                Column.of("expires", "expires"),
                                Column.of("owner", "owner"),
                                Column.of("reason", "reason"))),
                entry("findings assign", "gives findings to somebody", FindingAsks::assign),
                entry("findings comment", "says something about findings", FindingAsks::comment),
                entry("findings history", "shows what became of a finding", FindingAsks::history),
                entry(
                        "findings priority",
                        "shows what a priority is made of",
                        () -> Ask.one(
                                "Shows what the priority of a finding is made of, as things are now.",
                                "ID",
                                "/findings/{}/priority")),
                entry(
                        "findings show",
                        "shows a finding",
                        () -> Ask.one(
                                "Shows a finding with its path, its fix and its priority.", "ID", "/findings/{}")),
                entry(
                        "findings statements",
                        "shows what others state about a flaw",
                        () -> Ask.one(
                                "Shows what others state about the flaw of a finding (VEX), and what follows.",
                                "ID",
                                "/findings/{}/statements")),
                entry("findings triage", "says what is to become of findings", FindingAsks::triage),
                entry(
                        "vex",
                        "lists what others state about flaws",
                        () -> Ask.list(
                                "Lists what others state about flaws (VEX), the newest first.",
                                "/vex",
                                List.of(value("vulnerability", "ID", "only about this one")),
                                Column.of("id", "id"),
                                Column.of("status", "status"),
                                Column.of("author", "author"),
                                Column.of("stated", TIME, "statedAt"),
                                Column.of("withdrawn", TIME, "withdrawnAt"),
                                Column.of("vulnerabilities", TEXTS, "vulnerabilities"),
                                Column.of("product", "product"),
                                Column.of("document", "document"))),
                entry(
                        "vex withdraw",
                        "lets a document count no more",
                        () -> Ask.act(
                                "Withdraws a document of VEX: it stays to be seen and counts no more.",
                                "DIGEST",
                                "DELETE",
                                "/vex/{}",
                                REASON.required())),
                entry(
                        "vulnerabilities show",
                        "shows a vulnerability that something here has",
                        () -> Ask.one(
                                "Shows what is known of a vulnerability that something here has, and how it was answered.",
                                "ID",
                                "/vulnerabilities/{}")));
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
                Column.of("due", TIME, "dueAt"),
                Column.of("late", "late"),
                Column.of("artifacts", "artifacts"),
                Column.of("deployments", "deployments"));
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
                        value("sort", "ORDER", "priority, severity, epss, newest or due"),
                        STATE,
                        value("team", "KEY", "only of the projects of this team")),
                Column.of("id", "id"),
                Column.of("priority", "priority"),
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
}
