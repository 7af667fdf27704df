// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

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

class HexScannerTest extends ScannerAcceptance {

    private static final String LOCK = """
            %{
              "grove": {:hex, :grove, "1.6.13", "INNER", [:mix], [{:soil, "~> 1.0", [hex: :soil, repo: "hexpm", optional: false]}, {:absent, "~> 2.0", [hex: :absent, optional: true]}], "hexpm", "OUTER"},
              "lint": {:hex, :lint, "2.0.0", "INNER", [:mix], [], "hexpm:acme", "OUTER"},
              "soil": {:hex, :soil, "1.4.0", "INNER", [:mix, :rebar3], [], "hexpm", "OUTER"},
              "water": {:git, "https://example.org/water.git", "0a1b", [branch: "main"]},
            }
            """.replace("INNER", "cd".repeat(32)).replace("OUTER", "ab".repeat(32));

    private static final String PROJECT = """
            defmodule Orchard.MixProject do
              use Mix.Project

              @version "1.0.0"

              def project do
                [app: :orchard, version: @version, elixir: "~> 1.14", deps: deps()]
              end

              # {:no, "~> 1.0"} is a comment
              defp deps do
                [
                  {:grove, "~> 1.6"},
                  {:lint, "~> 2.0", only: [:dev, :test], runtime: false},
                  {:water, git: "https://example.org/water.git", branch: "main"},
                  {:own, path: "../own"}
                ]
              end

              defp aliases, do: [test: ["ecto.create #{1 + 1}", {:ok, "x"}]]
            end
            """;

    private static final String REBAR = """
            {"1.2.0",
            [{<<"cow">>,{pkg,<<"cowlib">>,<<"2.12.1">>},1},
             {<<"grove">>,{pkg,<<"grove">>,<<"1.0.0">>},0},
             {<<"own">>,{git,"https://example.org/own.git",{ref,"0a1b"}},0}]}.
            [
            {pkg_hash,[ {<<"cow">>, <<"00">>}]},
            {pkg_hash_ext,[ {<<"cow">>, <<"OUTER">>}]}
            ].
            """.replace("OUTER", "AB".repeat(32));

    @Override
    protected Scanner scanner() {
        return new HexScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of(
                        "app/mix.lock",
                        LOCK.replace(
                                "{:git, \"https://example.org/water.git\", \"0a1b\", [branch: \"main\"]}",
                                "{:hex, :water, \"3.0.0\"}")),
                MemoryFile.of("app/mix.exs", PROJECT),
                MemoryFile.of(
                        "erl/rebar.lock",
                        REBAR.replace(
                                "{git,\"https://example.org/own.git\",{ref,\"0a1b\"}}",
                                "{pkg,<<\"own\">>,<<\"1.1\">>}")));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new HexScanner()).scan(files);
    }

    @Test
    void readsLockFileWithItsProject() {
        ScanRecord record = scan(Map.of("mix.lock", LOCK, "mix.exs", PROJECT));
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly("line 5: water comes from a place without versions, so it can't be matched");
        assertThat(record.purls())
                .containsExactly(
                        "pkg:hex/acme/lint@2.0.0",
                        "pkg:hex/grove@1.6.13",
                        "pkg:hex/soil@1.4.0",
                        "pkg:hex/water?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fwater.git%400a1b");
        assertThat(record.components())
                .extracting(Component::scope)
                .containsExactly(Scope.DEVELOPMENT, Scope.RUNTIME, Scope.RUNTIME, Scope.RUNTIME);
        Component grove = record.component("pkg:hex/grove@1.6.13");
        assertThat(grove.relation()).isEqualTo(Relation.DIRECT);
        assertThat(grove.requirement()).isEqualTo("~> 1.6");
        assertThat(grove.digests()).hasToString("[sha256:%s]".formatted("ab".repeat(32)));
        assertThat(grove.locations()).hasToString("[mix.lock:2:3, mix.exs:13:7]");
        assertThat(record.component("pkg:hex/soil@1.4.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.edges())
                .contains("pkg:hex/grove@1.6.13 -> pkg:hex/soil@1.4.0", "pkg:hex/orchard -> pkg:hex/grove@1.6.13")
                .hasSize(4);
    }

    @Test
    void servesAnUmbrellasProjectsFromOneLockFile() {
        ScanRecord record = scan(Map.of("mix.lock", LOCK, "apps/a/mix.exs", PROJECT));
        assertThat(record.manifests()).hasSize(1);
        assertThat(record.component("pkg:hex/grove@1.6.13").relation()).isEqualTo(Relation.DIRECT);
    }

    @Test
    void statesRequirementsWhereThereIsNoLockFile() {
        ScanRecord record = scan(Map.of("mix.exs", PROJECT));
        assertThat(record.purls()).containsExactly("pkg:hex/grove", "pkg:hex/lint", "pkg:hex/water");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }

    @Test
    void saysWhichEntriesItDoesNotKnow() {
        ScanRecord record = scan(Map.of("mix.lock", "%{\"x\": {:svn, \"y\"}, \"z\": 1}"));
        assertThat(record.gaps()).hasSize(2).extracting(Gap::kind).containsOnly(Gap.Kind.UNSUPPORTED);
    }

    @Test
    void readsErlangsLockFile() {
        ScanRecord record = scan(Map.of("rebar.lock", REBAR));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:hex/cowlib@2.12.1",
                        "pkg:hex/grove@1.0.0",
                        "pkg:hex/own?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fown.git%400a1b");
        assertThat(record.component("pkg:hex/cowlib@2.12.1").digests()).hasSize(1);
        assertThat(record.components())
                .extracting(Component::relation)
                .containsExactly(Relation.TRANSITIVE, Relation.DIRECT, Relation.DIRECT);
    }
}
