// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.settings.Setting;
import java.util.List;

/// Where a server's data is. What works on the data of servers takes the same settings as they do.
final class PlaceSettings {

    static final Setting DATABASE_URL = Setting.value(
            "database-url",
            "URL",
            "your own PostgreSQL, as jdbc:postgresql://host/name; its password is POMONA_DATABASE_PASSWORD"
                    + " (default: one of its own)",
            null,
            USER);
    static final Setting DATABASE_USER =
            Setting.value("database-user", "NAME", "who logs in to your own PostgreSQL", "pomona", USER);
    static final Setting DATA_DIR = Setting.value(
            "data-dir", "DIR", "where the database, the server's key and advisory data are kept", null, USER);
    static final Setting SERVER_KEY = Setting.value(
            "server-key",
            "FILE",
            "the server's key, which all nodes share; its passphrase is POMONA_KEY_PASSPHRASE (default: in the data folder)",
            null,
            USER);

    static final List<Setting> ALL = List.of(DATABASE_URL, DATABASE_USER, DATA_DIR, SERVER_KEY);

    private PlaceSettings() {}
}
