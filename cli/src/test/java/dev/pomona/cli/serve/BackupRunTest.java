// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupRunTest {

    @ParameterizedTest
    @CsvSource({
        "https://jane:secret@mirror.example.org/osv?token=secret, https://mirror.example.org/osv",
        "https://mirror.example.org, https://mirror.example.org",
        "https://a@b@mirror.example.org/x@y, https://mirror.example.org/x@y",
        "jdbc:postgresql://db:5432/pomona?password=secret, jdbc:postgresql://db:5432/pomona",
        "/srv/mirror@home, /srv/mirror@home",
        "127.0.0.1, 127.0.0.1"
    })
    void aBackupTellsNoCredentialsOfSources(String given, String kept) {
        assertThat(BackupRun.withoutSecrets(given)).isEqualTo(kept);
    }
}
