// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.control.Rows.PROJECT;
import static dev.pomona.cli.control.Rows.entry;
import static dev.pomona.cli.control.Rows.text;
import static dev.pomona.cli.control.Rows.value;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// Registries of images, and what is watched in them.
final class RegistryAsks {

    private static final Parameter REPOSITORY =
            text(Setting.value("repository", "NAME", "of the registry", null, USER), "name");

    private RegistryAsks() {}

    static List<CommandEntry> all() {
        return List.of(
                entry("registries", "lists registries of images that are watched", RegistryAsks::registries),
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
                entry("registries tags", "lists the tags of a watched repository", RegistryAsks::tags),
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
                entry(
                        "repositories",
                        "lists watched repositories and whether they can be read",
                        RegistryAsks::repositories));
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
                        Column.of("digest", "digest"),
                        Column.of("built", TIME, "builtAt"),
                        Column.of("since", TIME, "since"),
                        Column.of("document", "document")));
    }
}
