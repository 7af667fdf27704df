// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.composer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposerScannerTest extends ScannerAcceptance {

    private static final String MANIFEST = """
            {
              "name": "pomona/grove",
              "require": { "php": ">=8.1", "ext-json": "*", "acme/tree": "^2.0", "acme/log-implementation": "1.0" },
              "require-dev": { "acme/spec": "^1" },
              "replace": { "acme/old": "self.version" }
            }
            """;

    private static final String LOCK = """
            {
              "content-hash": "00",
              "packages": [
                {
                  "name": "Acme/Tree",
                  "version": "v2.1.3",
                  "source": { "type": "git", "url": "https://example.org/tree.git", "reference": "abc" },
                  "dist": { "type": "zip", "shasum": "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
                  "require": { "php": ">=8", "acme/soil": "^1" },
                  "license": ["MIT", "Apache-2.0"]
                },
                {
                  "name": "acme/soil",
                  "version": "dev-main",
                  "source": { "type": "git", "url": "https://example.org/soil.git", "reference": "0a1b" },
                  "dist": { "type": "zip", "shasum": "" }
                },
                { "name": "acme/logger", "version": "3.0.0", "provide": { "acme/log-implementation": "1.0" } }
              ],
              "packages-dev": [
                { "name": "acme/spec", "version": "1.9.0", "require": { "acme/soil": "*", "acme/mock": "*" } },
                { "name": "acme/mock", "version": "1.0.1" }
              ],
              "aliases": [],
              "platform": { "php": ">=8.1" }
            }
            """;

    private static final String INSTALLED_2 = """
            {
              "packages": [
                { "name": "acme/tree", "version": "2.1.3", "version_normalized": "2.1.3.0" },
                { "name": "acme/spec", "version": "1.9.0" }
              ],
              "dev": true,
              "dev-package-names": ["acme/spec"]
            }
            """;

    private static final String INSTALLED_1 = """
            [
              { "name": "acme/tree", "version": "2.1.3", "require": { "acme/soil": "*" } },
              { "name": "acme/soil", "version": "1.0.0" }
            ]
            """;

    @Override
    protected Scanner scanner() {
        return new ComposerScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("composer.json", MANIFEST),
                MemoryFile.of("composer.lock", LOCK),
                MemoryFile.of("two/vendor/composer/installed.json", INSTALLED_2),
                MemoryFile.of("one/vendor/composer/installed.json", INSTALLED_1));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new ComposerScanner()).scan(files);
    }

    @Test
    void readsLockFileWithItsManifest() {
        ScanRecord record = scan(Map.of("composer.json", MANIFEST, "composer.lock", LOCK));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:composer/acme/logger@3.0.0",
                        "pkg:composer/acme/mock@1.0.1",
                        "pkg:composer/acme/soil@dev-main?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fsoil.git%400a1b",
                        "pkg:composer/acme/spec@1.9.0",
                        "pkg:composer/acme/tree@v2.1.3");
        assertThat(record.gaps()).isEmpty();
        Component tree = record.component("pkg:composer/acme/tree@v2.1.3");
        assertThat(tree.relation()).isEqualTo(Relation.DIRECT);
        assertThat(tree.requirement()).isEqualTo("^2.0");
        assertThat(tree.licenses()).containsExactly("MIT", "Apache-2.0");
        assertThat(tree.digests()).hasToString("[sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709]");
        assertThat(tree.locations()).hasToString("[composer.lock:4:5, composer.json:3:49]");
        Component mock = record.component("pkg:composer/acme/mock@1.0.1");
        assertThat(mock.scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(mock.relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.edges())
                .contains(
                        "pkg:composer/pomona/grove -> pkg:composer/acme/logger@3.0.0",
                        "pkg:composer/pomona/grove -> pkg:composer/acme/tree@v2.1.3",
                        "pkg:composer/acme/spec@1.9.0 -> pkg:composer/acme/mock@1.0.1")
                .hasSize(6);
    }

    @Test
    void doesNotGuessRelationsWithoutTheManifest() {
        assertThat(scan(Map.of("composer.lock", LOCK)).components())
                .extracting(Component::relation)
                .containsOnly(Relation.UNKNOWN);
    }

    @Test
    void saysWhichRequirementTheLockFileLacks() {
        String manifest = MANIFEST.replace("acme/tree", "acme/late");
        ScanRecord record = scan(Map.of("composer.json", manifest, "composer.lock", LOCK));
        assertThat(record.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.UNRESOLVED);
            assertThat(gap.message()).contains("acme/late");
        });
    }

    @Test
    void statesRequirementsWhereThereIsNoLockFile() {
        ScanRecord record = scan(Map.of("composer.json", """
                { "require": { "php": "^8", "a/exact": "v1.2.3", "a/range": "^2" }, "require-dev": { "a/dev": "dev-main" } }
                """));
        assertThat(record.purls())
                .containsExactly("pkg:composer/a/dev", "pkg:composer/a/exact@v1.2.3", "pkg:composer/a/range");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap.message()).contains("composer.lock").contains("2 of 3"));
    }

    @Test
    void readsWhatIsInstalledByEitherComposer() {
        ScanRecord two = scan(Map.of("vendor/composer/installed.json", INSTALLED_2));
        assertThat(two.component("pkg:composer/acme/spec@1.9.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(two.component("pkg:composer/acme/tree@2.1.3").scope()).isEqualTo(Scope.RUNTIME);
        ScanRecord one = scan(Map.of("installed.json", INSTALLED_1));
        assertThat(one.edges()).containsExactly("pkg:composer/acme/tree@2.1.3 -> pkg:composer/acme/soil@1.0.0");
    }

    @Test
    void leavesOtherToolsFilesAlone() {
        assertThat(scan(Map.of("x/installed.json", "{\"apps\": []}")).gaps()).isEmpty();
        assertThat(scan(Map.of("vendor/composer/installed.json", "{\"apps\": []}"))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(Gap.Kind.MALFORMED);
    }

    @Test
    void namesEntriesThatItCannotUse() {
        ScanRecord record = scan(Map.of("composer.lock", """
                { "packages": [ { "name": "novendor", "version": "1" }, { "name": "a/b" }, { "version": "1" } ] }
                """));
        assertThat(record.components()).isEmpty();
        assertThat(record.gaps()).hasSize(3).extracting(Gap::kind).containsOnly(Gap.Kind.MALFORMED);
    }
}
