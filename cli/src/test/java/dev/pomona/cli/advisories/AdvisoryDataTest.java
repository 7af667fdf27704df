// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryDataTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final List<String> NPM = List.of("npm");

    private static final String RECORD = """
            {"id": "OSV-2026-1", "modified": "2026-01-02T00:00:00Z", "summary": "Everything is wrong",
             "affected": [{"package": {"ecosystem": "npm", "name": "peel"}, "versions": ["1.0.0"]}]}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void fillTheBucket() throws IOException {
        Path npm = Files.createDirectories(folder.resolve("bucket").resolve("npm"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(npm.resolve("all.zip")))) {
            zip.putNextEntry(new ZipEntry("OSV-2026-1.json"));
            zip.write(RECORD.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(npm.resolve("modified_id.csv"), "2026-01-02T00:00:00Z,OSV-2026-1\n");
    }

    @Test
    void fetchesWhatIsMissing() {
        var opened = at(MONDAY).openFresh(NPM);
        assertThat(opened.snapshot().isStarter()).isFalse();
        assertThat(opened.problems()).isEmpty();
        assertThat(said()).contains("refreshing advisories for npm");
    }

    @Test
    void refreshesOnlyWhatIsOlderThanADay() {
        at(MONDAY).openFresh(NPM);
        said.reset();
        at(MONDAY.plusSeconds(23 * 3600)).openFresh(NPM);
        assertThat(said()).isEmpty();
        at(MONDAY.plusSeconds(25 * 3600)).openFresh(NPM);
        assertThat(said()).contains("refreshing advisories for npm");
    }

    @Test
    void refreshesAsOftenAsItIsTold() {
        at(MONDAY).openFresh(NPM);
        said.reset();
        at(MONDAY.plusSeconds(120), "refresh-after", "1m").openFresh(NPM);
        assertThat(said()).contains("refreshing");
    }

    @Test
    void asksOnlyForTheEcosystemsAtHand() {
        at(MONDAY).openFresh(NPM);
        said.reset();
        at(MONDAY).openFresh(List.of("npm", "Debian:12"));
        assertThat(said()).contains("refreshing advisories for Debian (");
    }

    @Test
    void fetchesWhatIsAboutAllEcosystemsWhenThatAloneIsMissing() throws IOException {
        at(MONDAY).openFresh(NPM);
        said.reset();
        Path kev = folder.resolve("kev.json");
        Files.writeString(kev, """
                {"catalogVersion": "1", "dateReleased": "2026-03-01T00:00:00Z", "count": 1, "vulnerabilities": [
                  {"cveID": "CVE-2026-1", "vendorProject": "v", "product": "p", "vulnerabilityName": "n",
                   "dateAdded": "2026-02-01", "shortDescription": "s", "requiredAction": "r", "dueDate": "2026-03-01",
                   "knownRansomwareCampaignUse": "Unknown"}]}
                """);
        var opened = at(MONDAY, "kev-source", kev.toString()).openFresh(NPM);
        assertThat(said()).contains("refreshing advisories for kev (");
        assertThat(opened.snapshot().index().kev("CVE-2026-1")).isPresent();
        said.reset();
        at(MONDAY, "kev-source", kev.toString()).openFresh(NPM);
        assertThat(said()).isEmpty();
        var gone = at(MONDAY, "epss-source", folder.resolve("none").toString()).openFresh(NPM);
        assertThat(gone.problems()).singleElement().asString().contains("epss could not be refreshed");
    }

    @Test
    void asksForNothingWhenNothingWasFound() {
        assertThat(at(MONDAY).openFresh(List.of()).snapshot().isStarter()).isTrue();
        assertThat(said()).isEmpty();
    }

    @Test
    void stopsAtOffline() {
        var opened = at(MONDAY, "offline", "true").openFresh(NPM);
        assertThat(opened.snapshot().isStarter()).isTrue();
        assertThat(said()).isEmpty();
    }

    @Test
    void goesOnWithWhatItHasWhenRefreshingFails() throws IOException {
        String good = at(MONDAY).openFresh(NPM).snapshot().id();
        Files.writeString(folder.resolve("bucket/npm/all.zip"), "no zip at all");
        Files.writeString(folder.resolve("bucket/npm/modified_id.csv"), "\u001b no list");
        var opened = at(MONDAY.plusSeconds(48 * 3600)).openFresh(NPM);
        assertThat(opened.snapshot().id()).isEqualTo(good);
        assertThat(opened.problems()).singleElement().asString().contains("osv/npm could not be refreshed");
    }

    @Test
    void mendsADamagedPointer() throws IOException {
        at(MONDAY).openFresh(NPM);
        Files.writeString(folder.resolve("cache/advisories/current"), "0".repeat(64));
        assertThat(at(MONDAY).openFresh(NPM).snapshot().isStarter()).isFalse();
    }

    @Test
    void keepsToAPinnedSnapshot() {
        String id = at(MONDAY).openFresh(NPM).snapshot().id();
        said.reset();
        var opened = at(MONDAY.plusSeconds(900 * 3600), "snapshot", id).openFresh(NPM);
        assertThat(opened.snapshot().id()).isEqualTo(id);
        assertThat(said()).isEmpty();
    }

    @Test
    void refusesAPinnedSnapshotThatIsNotThere() {
        for (String id : List.of("0".repeat(64), "../../etc/passwd")) {
            assertThatThrownBy(() -> at(MONDAY, "snapshot", id).openFresh(NPM))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is not in the cache");
        }
    }

    private AdvisoryData at(Instant now, String... settings) {
        Map<String, List<String>> flags = new HashMap<>(Map.of(
                "cache-dir", List.of(folder.resolve("cache").toString()),
                "osv-source", List.of(folder.resolve("bucket").toString()),
                "kev-source", List.of("none"),
                "epss-source", List.of("none")));
        for (int i = 0; i < settings.length; i += 2) flags.put(settings[i], List.of(settings[i + 1]));
        var err = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new AdvisoryData(new Invocation(
                List.of(),
                new Settings(flags, Map.of(), List.of()),
                new Terminal(err, err, false, false, 100, false),
                new ByteArrayInputStream(new byte[0]),
                Clock.fixed(now, ZoneOffset.UTC),
                Map.of(),
                folder));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
