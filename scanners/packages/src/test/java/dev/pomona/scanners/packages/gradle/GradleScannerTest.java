// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradleScannerTest extends ScannerAcceptance {

    private static final String LOCK = """
            # This is a Gradle generated file for dependency locking.
            com.google.guava:guava:31.1-jre=compileClasspath,runtimeClasspath
            junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
            org.projectlombok:lombok:1.18.30=annotationProcessor
            empty=testAnnotationProcessor
            """;

    private static final String CATALOGUE = """
            [versions]
            guava = "31.1-jre"
            slf4j = { strictly = "[1.7, 1.8[", prefer = "1.7.36" }

            [libraries]
            guava = { module = "com.google.guava:guava", version.ref = "guava" }
            slf4j = { group = "org.slf4j", name = "slf4j-api", version.ref = "slf4j" }
            short = "commons-io:commons-io:2.11.0"

            [bundles]
            all = ["guava", "slf4j"]

            [plugins]
            shadow = { id = "com.github.johnrengelman.shadow", version = "8.1.1" }
            """;

    private static final String SCRIPT = """
            plugins {
                id("com.diffplug.spotless") version "6.25.0"
            }
            dependencies {
                implementation("com.google.guava:guava:31.1-jre")
            }
            """;

    private static final String SHA256 = "a42edc9cab792e39fe39bb94f3fca655ed157ff87a8af78e1d6ba5b07c4a00ab";

    private static final String VERIFICATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <verification-metadata>
              <components>
                <component group="com.google.guava" name="guava" version="31.1-jre">
                  <artifact name="guava-31.1-jre.jar"><sha256 value="%s" origin="Generated"/></artifact>
                  <artifact name="guava-31.1-jre.pom"><sha256 value="%s"/></artifact>
                </component>
              </components>
            </verification-metadata>
            """.formatted(SHA256, SHA256.replace('a', 'b'));

    @Override
    protected Scanner scanner() {
        return new GradleScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("gradle.lockfile", LOCK),
                MemoryFile.of("buildscript-gradle.lockfile", "org.ow2.asm:asm:9.6=classpath\nempty=\n"),
                MemoryFile.of("old/gradle/dependency-locks/runtimeClasspath.lockfile", "commons-io:commons-io:2.6\n"),
                MemoryFile.of("gradle/libs.versions.toml", CATALOGUE),
                MemoryFile.of("gradle/verification-metadata.xml", VERIFICATION),
                MemoryFile.of("build.gradle.kts", SCRIPT));
    }

    /// Scripts are read for what can be found in them.
    @Override
    protected boolean recognisesByName(FileFacts file) {
        return !file.name().contains(".gradle");
    }

    private static ScanRecord scan(String path, String text) {
        return new ScannerTester(new GradleScanner()).scan(path, text);
    }

    @Test
    void joinsLockFileScriptAndDigests() {
        ScanRecord record = new ScannerTester(new GradleScanner()).scan(samples());
        Component guava = record.manifests().stream()
                .filter(manifest -> manifest.path().equals("gradle.lockfile"))
                .flatMap(manifest -> manifest.components().stream())
                .filter(component -> component.purl().name().equals("guava"))
                .findFirst()
                .orElseThrow();
        assertThat(guava.relation()).isEqualTo(Relation.DIRECT);
        assertThat(guava.locations().toString()).isEqualTo("[gradle.lockfile:2:1, build.gradle.kts:5:20]");
        assertThat(guava.digests()).containsExactly(new Digest(Digest.Algorithm.SHA256, SHA256));
    }

    @Test
    void tellsScopesByConfigurations() {
        ScanRecord record = scan("gradle.lockfile", LOCK);
        assertThat(record.component("pkg:maven/com.google.guava/guava@31.1-jre").scope())
                .isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:maven/junit/junit@4.13.2").scope()).isEqualTo(Scope.TEST);
        assertThat(record.component("pkg:maven/org.projectlombok/lombok@1.18.30")
                        .scope())
                .isEqualTo(Scope.BUILD);
        assertThat(record.gaps()).isEmpty();
        assertThat(scan("a/buildscript-gradle.lockfile", "g:a:1=classpath\n")
                        .component("pkg:maven/g/a@1")
                        .scope())
                .isEqualTo(Scope.BUILD);
    }

    @Test
    void reportsLinesOfALockFileThatNameNothing() {
        ScanRecord record = scan("gradle.lockfile", "g:a:1=x\nwhat is this\n<<<<<<< HEAD\n");
        assertThat(record.purls()).containsExactly("pkg:maven/g/a@1");
        assertThat(record.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.MALFORMED);
            assertThat(gap.message()).contains("2 lines", "line 2");
        });
    }

    @Test
    void readsCatalogues() {
        ScanRecord record = scan("gradle/libs.versions.toml", CATALOGUE);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:maven/com.github.johnrengelman.shadow/com.github.johnrengelman.shadow.gradle.plugin@8.1.1",
                        "pkg:maven/com.google.guava/guava@31.1-jre",
                        "pkg:maven/commons-io/commons-io@2.11.0",
                        "pkg:maven/org.slf4j/slf4j-api@1.7.36");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }

    @Test
    void readsWhatAGroovyScriptStates() {
        ScanRecord record = scan("app/build.gradle", """
                buildscript {
                    dependencies { classpath 'com.android.tools.build:gradle:8.1.0' }
                }
                // implementation 'not:this:1'
                dependencies {
                    /* nor 'not:that:1' */
                    implementation 'g:a:1.0', "g:b:2.0"
                    api(group: 'g', name: 'c', version: '3.0')
                    testImplementation "g:d:$version"
                    implementation platform('g:bom:4')
                    runtimeOnly('g:e:5') {
                        exclude group: 'x', module: 'y'
                    }
                    if (project.hasProperty('x')) {
                        compileOnly 'g:f:1.+'
                    }
                    constraints { implementation 'g:only-a-constraint:1' }
                    implementation project(':core')
                    implementation libs.bundles.all
                }
                """);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:maven/com.android.tools.build/gradle@8.1.0",
                        "pkg:maven/g/a@1.0",
                        "pkg:maven/g/b@2.0",
                        "pkg:maven/g/bom@4?type=pom",
                        "pkg:maven/g/c@3.0",
                        "pkg:maven/g/d",
                        "pkg:maven/g/e@5",
                        "pkg:maven/g/f");
        assertThat(record.component("pkg:maven/g/d").requirement()).isEqualTo("$version");
        assertThat(record.component("pkg:maven/g/d").scope()).isEqualTo(Scope.TEST);
        assertThat(record.component("pkg:maven/g/f").scope()).isEqualTo(Scope.PROVIDED);
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message())
                        .contains(
                                "no gradle.lockfile",
                                "2 versions stay open",
                                "1 dependencies are not stated literally"));
    }

    @Test
    void readsWhatAKotlinScriptStates() {
        ScanRecord record = scan("build.gradle.kts", """
                plugins {
                    kotlin("jvm") version "2.0.0"
                    id("org.springframework.boot") version "3.3.0" apply false
                    `java-library`
                }
                dependencies {
                    "api"("g:a:1")
                    add("testImplementation", "g:b:2")
                    implementation(group = "g", name = "c", version = "3")
                    kapt("g:d:4")
                }
                """);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:maven/g/a@1",
                        "pkg:maven/g/b@2",
                        "pkg:maven/g/c@3",
                        "pkg:maven/g/d@4",
                        "pkg:maven/org.jetbrains.kotlin.jvm/org.jetbrains.kotlin.jvm.gradle.plugin@2.0.0",
                        "pkg:maven/org.springframework.boot/org.springframework.boot.gradle.plugin@3.3.0");
        assertThat(record.component("pkg:maven/g/b@2").scope()).isEqualTo(Scope.TEST);
        assertThat(record.component("pkg:maven/g/d@4").locations().getFirst()).hasToString("build.gradle.kts:10:10");
    }
}
