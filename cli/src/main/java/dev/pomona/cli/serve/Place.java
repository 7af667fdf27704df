// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.settings.UserFolders;
import dev.pomona.server.DatabaseOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a server's data is, as settings say it.
///
/// @param database one's own; `null` for the bundled one
/// @param keyFile `null` for the one in the data folder
/// @param keyPassphrase `null` for none
record Place(
        Path dataFolder,
        @Nullable DatabaseOptions database,
        @Nullable Path keyFile,
        @Nullable String keyPassphrase) {

    /// @throws UsageException when a setting makes no sense
    static Place of(Invocation invocation) {
        var settings = invocation.settings();
        Path data = settings.text(PlaceSettings.DATA_DIR)
                .map(invocation.folder()::resolve)
                .orElseGet(() -> UserFolders.data(invocation.environment()))
                .toAbsolutePath()
                .normalize();
        String passphrase = SecretText.of(invocation, "POMONA_KEY_PASSPHRASE");
        return new Place(
                data,
                database(invocation),
                settings.text(PlaceSettings.SERVER_KEY)
                        .map(invocation.folder()::resolve)
                        .orElse(null),
                passphrase.isEmpty() ? null : passphrase);
    }

    private static @Nullable DatabaseOptions database(Invocation invocation) {
        String url = invocation.settings().text(PlaceSettings.DATABASE_URL).orElse(null);
        if (url == null) return null;
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UsageException("database-url is like jdbc:postgresql://host:5432/name");
        }
        if (url.contains("password=")) {
            throw new UsageException("database-url holds no password; set POMONA_DATABASE_PASSWORD");
        }
        return new DatabaseOptions(
                url,
                invocation.settings().text(PlaceSettings.DATABASE_USER).orElse("pomona"),
                SecretText.of(invocation, "POMONA_DATABASE_PASSWORD"));
    }

    /// The file that the key is in, or would be.
    Path key() {
        return keyFile == null ? dataFolder.resolve("server.key") : keyFile;
    }

    @Override
    public String toString() {
        return "Place[%s, %s]".formatted(dataFolder, database);
    }
}
