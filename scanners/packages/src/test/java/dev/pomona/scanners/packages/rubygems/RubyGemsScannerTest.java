// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

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

class RubyGemsScannerTest extends ScannerAcceptance {

    private static final String LOCK = """
            GIT
              remote: https://example.org/grafting.git
              revision: 0a1b2c
              branch: main
              specs:
                grafting (0.3.0)
                  soil (>= 1)

            PATH
              remote: .
              specs:
                grove (1.0.0)
                  soil (~> 1.0)

            GEM
              remote: https://rubygems.org/
              specs:
                lint (2.0.0)
                  parse (>= 1)
                parse (3.1.0)
                soil (1.4.2)
                water (1.0.0)
                water (1.0.0-x86_64-linux)

            PLATFORMS
              ruby
              x86_64-linux

            DEPENDENCIES
              grafting!
              grove!
              lint (~> 2.0)
              water

            CHECKSUMS
              soil (1.4.2) sha256=DIGEST
              water (1.0.0-x86_64-linux) sha256=DIGEST

            BUNDLED WITH
               2.5.3
            """.replace("DIGEST", "ab".repeat(32));

    private static final String GEMFILE = """
            source "https://rubygems.org"
            gemspec
            gem "grafting", git: "https://example.org/grafting.git"
            gem 'water' # for the roots
            group :development, :test do
              gem "lint", "~> 2.0", require: false
            end
            """;

    private static final String GEMSPEC = """
            # frozen_string_literal: true
            require_relative "lib/grove/version"

            Gem::Specification.new do |spec|
              spec.name = "grove"
              spec.version = Grove::VERSION
              spec.licenses = ["MIT"]
              spec.add_dependency "soil", "~> 1.0"
              spec.add_development_dependency("lint", ">= 2", "< 3")
            end
            """;

    @Override
    protected Scanner scanner() {
        return new RubyGemsScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("a/Gemfile.lock", LOCK),
                MemoryFile.of("a/Gemfile", GEMFILE),
                MemoryFile.of("a/grove.gemspec", GEMSPEC));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new RubyGemsScanner()).scan(files);
    }

    @Test
    void readsLockFileWithGemfileAndSpecification() {
        ScanRecord record = scan(Map.of("Gemfile.lock", LOCK, "Gemfile", GEMFILE, "grove.gemspec", GEMSPEC));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:gem/bundler@2.5.3",
                        "pkg:gem/grafting@0.3.0?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fgrafting.git%400a1b2c",
                        "pkg:gem/lint@2.0.0",
                        "pkg:gem/parse@3.1.0",
                        "pkg:gem/soil@1.4.2",
                        "pkg:gem/water@1.0.0",
                        "pkg:gem/water@1.0.0?platform=x86_64-linux");
        assertThat(record.gaps()).isEmpty();
        assertThat(record.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.root()).hasToString("pkg:gem/grove@1.0.0"));
        Component lint = record.component("pkg:gem/lint@2.0.0");
        assertThat(lint.scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(lint.relation()).isEqualTo(Relation.DIRECT);
        assertThat(lint.requirement()).isEqualTo("~> 2.0");
        assertThat(lint.locations()).hasToString("[Gemfile.lock:18:5, Gemfile:6:3]");
        Component parse = record.component("pkg:gem/parse@3.1.0");
        assertThat(parse.scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(parse.relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:gem/soil@1.4.2").digests()).hasSize(1);
        assertThat(record.component("pkg:gem/water@1.0.0").digests()).isEmpty();
        assertThat(record.component("pkg:gem/water@1.0.0?platform=x86_64-linux").digests())
                .hasSize(1);
        assertThat(record.component("pkg:gem/bundler@2.5.3").scope()).isEqualTo(Scope.BUILD);
        assertThat(record.edges())
                .contains(
                        "pkg:gem/grove@1.0.0 -> pkg:gem/soil@1.4.2",
                        "pkg:gem/grove@1.0.0 -> pkg:gem/water@1.0.0?platform=x86_64-linux",
                        "pkg:gem/lint@2.0.0 -> pkg:gem/parse@3.1.0");
    }

    @Test
    void saysWhatIsOutOfStep() {
        ScanRecord record = scan(Map.of(
                "Gemfile.lock",
                LOCK.replace("  water\n", "  missing\n"),
                "Gemfile",
                GEMFILE + "gem 'late'\ngem 'windows' if Gem.win_platform?\n"));
        assertThat(record.gaps()).extracting(Gap::kind).containsOnly(Gap.Kind.UNRESOLVED);
        assertThat(record.gaps())
                .extracting(Gap::message)
                .anyMatch(message -> message.contains("late"))
                .anyMatch(message -> message.contains("missing"))
                .noneMatch(message -> message.contains("windows"));
    }

    @Test
    void acceptsGemsOfOtherPlatforms() {
        String lock = LOCK.replace("  water\n", "  water\n  zones\n");
        String gemfile = GEMFILE + "gem 'zones', platforms: %i[windows jruby]\n";
        assertThat(scan(Map.of("Gemfile.lock", lock, "Gemfile", gemfile)).gaps())
                .isEmpty();
    }

    @Test
    void findsOwnGemsBelowTheFolderThatTheLockFileNames() {
        ScanRecord record = scan(Map.of("Gemfile.lock", LOCK, "parts/grove/grove.gemspec", GEMSPEC));
        assertThat(record.manifests()).hasSize(1);
        assertThat(record.component("pkg:gem/lint@2.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
    }

    @Test
    void seesMergeConflicts() {
        ScanRecord record = scan(Map.of("Gemfile.lock", LOCK.replace("PLATFORMS", "<<<<<<< HEAD\nPLATFORMS")));
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
    }

    @Test
    void statesRequirementsWhereThereIsNoLockFile() {
        ScanRecord record = scan(Map.of("Gemfile", """
                gem "exact", "1.2.3"
                gem "range", ">= 1", "< 3"
                gem "any"
                gem name, version
                eval_gemfile "other"
                """));
        assertThat(record.purls()).containsExactly("pkg:gem/any", "pkg:gem/exact@1.2.3", "pkg:gem/range");
        assertThat(record.components().getLast().requirement()).isEqualTo(">= 1, < 3");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("4 of 5"));
    }

    @Test
    void statesRequirementsOfASpecificationAlone() {
        ScanRecord record = scan(Map.of("grove.gemspec", GEMSPEC));
        assertThat(record.edges()).containsExactly("pkg:gem/grove -> pkg:gem/lint", "pkg:gem/grove -> pkg:gem/soil");
        assertThat(record.component("pkg:gem/lint").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:gem/lint").requirement()).isEqualTo(">= 2, < 3");
    }

    @Test
    void leavesUnpackedGemsToTheirRecords() {
        assertThat(RubyGemsScanner.isInstalledGem("vendor/ruby/3.2.0/gems/rack-2.2.8/rack.gemspec"))
                .isTrue();
        assertThat(RubyGemsScanner.isInstalledGem("gems/rack-2.2.8/lib/x/Gemfile"))
                .isTrue();
        assertThat(RubyGemsScanner.isInstalledGem("gems/own-gem/own.gemspec")).isFalse();
        assertThat(RubyGemsScanner.isInstalledGem("mygems/rack-2.2.8/rack.gemspec"))
                .isFalse();
    }
}
