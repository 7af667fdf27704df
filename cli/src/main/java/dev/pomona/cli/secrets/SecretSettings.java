// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.secrets;

import static dev.pomona.cli.settings.Setting.Reach.REPOSITORY;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.settings.Setting;
import java.util.List;

/// What the search for secrets can be told.
public final class SecretSettings {

    public static final Setting RULES =
            Setting.list("rules", "FILE", "rules for secrets of your own, as YAML or as gitleaks has them", USER);
    public static final Setting SECRET_DECODE_DEPTH = Setting.value(
            "secret-decode-depth",
            "N",
            "how many layers of base64, hex, escapes and gzip are taken off; 0 for none",
            "3",
            REPOSITORY);
    public static final Setting SECRET_HASH_KEY = Setting.secret(
            "secret-hash-key", "TEXT", "makes digests of secrets that only holders of the key can compare");
    public static final Setting VERIFY =
            Setting.flag("verify", "ask the issuers of secrets whether they are in force", USER);
    public static final Setting VERIFY_INTERVAL =
            Setting.value("verify-interval", "TIME", "between two questions to the same host", "1s", USER);
    public static final Setting VERIFY_LIMIT =
            Setting.value("verify-limit", "N", "the most questions to one host", "100", USER);

    /// What shapes what is found. Sorted by name.
    public static final List<Setting> DETECTION = List.of(RULES, SECRET_DECODE_DEPTH, SECRET_HASH_KEY);

    /// Whether and how issuers are asked. Sorted by name.
    public static final List<Setting> VERIFICATION = List.of(VERIFY, VERIFY_INTERVAL, VERIFY_LIMIT);

    private SecretSettings() {}
}
