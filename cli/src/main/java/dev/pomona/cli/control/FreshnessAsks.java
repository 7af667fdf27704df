// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.AGE;
import static dev.pomona.cli.control.Column.Look.MARK;
import static dev.pomona.cli.control.Column.Look.TEXTS;
import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.control.Rows.ARTIFACT;
import static dev.pomona.cli.control.Rows.ENVIRONMENT;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.flag;
import static dev.pomona.cli.control.Rows.text;
import static dev.pomona.cli.control.Rows.value;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// What runs where, on what, and how fresh it is.
final class FreshnessAsks {

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

    private FreshnessAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry("deployments", "lists what runs where", FreshnessAsks::deployments),
                entry("freshness", "lists what has been up or unbuilt longest", FreshnessAsks::freshness),
                entry("freshness images", "lists golden images, the oldest first", FreshnessAsks::goldenImages),
                entry("freshness next", "lists what to replace next", FreshnessAsks::replaceNext),
                entry("freshness trend", "shows how fresh an environment was", FreshnessAsks::freshnessTrend),
                entry("hosts", "lists hosts and whether they are heard of", FreshnessAsks::hosts),
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
                entry("instances", "lists what hosts say runs on them", FreshnessAsks::instances));
    }

    private static Ask deployments() {
        return Ask.list(
                "Lists what runs now, the last started first. On a host that is silent it is not known whether it still runs.",
                "/deployments",
                List.of(ENVIRONMENT, ARTIFACT),
                Column.of("environment", "environment"),
                Column.of("workload", "workload"),
                Column.of("instance", "instance"),
                Column.of("since", TIME, "since"),
                Column.of("account", "account"),
                Column.of("cluster", "cluster"),
                Column.of("host", "host"),
                Column.of("silent since", TIME, "hostSilentSince"),
                Column.of("source", "source"),
                Column.of("artifact", "artifact"));
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
                Column.of("digest", "digest"),
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
}
