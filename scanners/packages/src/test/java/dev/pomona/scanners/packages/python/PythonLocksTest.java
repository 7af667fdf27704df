// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonLocksTest {

    private static final String HASH = "1e61c37477a1626458e36f7b1d82aa5c9b094fa4802892072e49de9c60c4c926";

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new PythonScanner()).scan(files);
    }

    private static String tell(Component component) {
        return "%s %s %s".formatted(component.purl(), component.relation(), component.scope());
    }

    private static final String POETRY_PROJECT = """
            [tool.poetry]
            name = "shop"
            version = "0.1"
            [tool.poetry.dependencies]
            python = "^3.9"
            Flask = {version = "^3", extras = ["async"]}
            fast = {version = "*", optional = true}
            [tool.poetry.group.dev.dependencies]
            black = "*"
            """;

    @Test
    void poetryFollowsExtrasAndGroups() {
        ScanRecord record = scan(Map.of("pyproject.toml", POETRY_PROJECT, "poetry.lock", """
                [[package]]
                name = "flask"
                version = "3.0.0"
                optional = false
                groups = ["main"]
                files = [{file = "flask.whl", hash = "sha256:%s"}]
                [package.dependencies]
                click = ">=8"
                asgiref = {version = ">=3.2", optional = true, markers = "extra == 'async'"}
                dotenv = {version = "*", optional = true, markers = "extra == 'dotenv'"}
                [package.extras]
                async = ["asgiref (>=3.2)"]
                dotenv = ["dotenv"]

                [[package]]
                name = "click"
                version = "8.1.7"

                [[package]]
                name = "asgiref"
                version = "3.7.2"

                [[package]]
                name = "fast"
                version = "1.0"
                optional = true

                [[package]]
                name = "black"
                version = "24.1.0"
                [package.dependencies]
                click = ">=8"
                pathspec = {version = "*", extras = ["none"]}

                [[package]]
                name = "pathspec"
                version = "0.12"
                [package.source]
                type = "git"
                url = "https://example.org/p.git"
                reference = "main"
                resolved_reference = "abc"

                [metadata]
                lock-version = "2.1"
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/asgiref@3.7.2 TRANSITIVE RUNTIME",
                        "pkg:pypi/black@24.1.0 DIRECT DEVELOPMENT",
                        "pkg:pypi/click@8.1.7 TRANSITIVE RUNTIME",
                        "pkg:pypi/fast@1.0 DIRECT OPTIONAL",
                        "pkg:pypi/flask@3.0.0 DIRECT RUNTIME",
                        "pkg:pypi/pathspec@0.12?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fp.git%40abc TRANSITIVE DEVELOPMENT");
        Component flask = record.component("pkg:pypi/flask@3.0.0");
        assertThat(flask.locations()).hasToString("[poetry.lock:2:8, pyproject.toml:6:1]");
        assertThat(flask.requirement()).isEqualTo("^3");
        assertThat(flask.digests()).singleElement().hasToString("sha256:" + HASH);
        assertThat(record.edges())
                .contains(
                        "pkg:pypi/shop@0.1 -> pkg:pypi/flask@3.0.0",
                        "pkg:pypi/flask@3.0.0 -> pkg:pypi/asgiref@3.7.2",
                        "pkg:pypi/black@24.1.0 -> pkg:pypi/click@8.1.7");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void poetryOfOldHasCategoriesAndHashesApart() {
        ScanRecord record = scan(Map.of("poetry.lock", """
                [[package]]
                category = "main"
                name = "Click"
                version = "7.0"
                [package.dependencies]
                six = "*"
                [[package]]
                category = "dev"
                name = "black"
                version = "19.3b0"
                [[package]]
                category = "main"
                name = "six"
                version = "1.12"
                [metadata]
                content-hash = "x"
                [metadata.hashes]
                click = ["%s"]
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/black@19.3b0 DIRECT DEVELOPMENT",
                        "pkg:pypi/click@7.0 DIRECT RUNTIME",
                        "pkg:pypi/six@1.12 UNKNOWN RUNTIME");
        assertThat(record.component("pkg:pypi/click@7.0").digests()).hasSize(1);
    }

    @Test
    void saysWhenALockFileIsOutOfStepOrUnknown() {
        ScanRecord record =
                scan(Map.of("pyproject.toml", POETRY_PROJECT, "poetry.lock", "[metadata]\nlock-version = \"3.0\"\n"));
        assertThat(record.gaps())
                .extracting(gap -> gap.kind() + " " + gap.message())
                .containsExactly(
                        "UNRESOLVED out of step with pyproject.toml, which also names black, fast, flask",
                        "UNSUPPORTED lock-version is not 1.x or 2.x; read as 2.1");
    }

    @Test
    void uvWalksFromTheMembersOfTheWorkspace() {
        ScanRecord record = scan(Map.of("packages/lib/pyproject.toml", """
                [project]
                name = "lib"
                dependencies = ["httpx[http2]>=0.2"]
                """, "uv.lock", """
                version = 1
                revision = 3
                [manifest]
                members = ["app", "lib"]

                [[package]]
                name = "app"
                version = "1.0"
                source = { virtual = "." }
                dependencies = [{ name = "lib" }]
                [package.dev-dependencies]
                dev = [{ name = "pytest" }]
                [package.optional-dependencies]
                fast = [{ name = "uvloop", marker = "sys_platform != 'win32'" }]

                [[package]]
                name = "lib"
                source = { editable = "packages/lib" }
                dependencies = [{ name = "httpx", extra = ["http2"] }]

                [[package]]
                name = "httpx"
                version = "0.27.0"
                source = { registry = "https://pypi.org/simple" }
                sdist = { url = "https://x.org/h.tar.gz", hash = "sha256:%1$s", size = 1 }
                dependencies = [{ name = "idna", version = "3.6", source = { registry = "https://pypi.org/simple" } }]
                [package.optional-dependencies]
                http2 = [{ name = "h2" }]

                [[package]]
                name = "h2"
                version = "4.1.0"
                source = { registry = "https://mirror.example.org/simple" }

                [[package]]
                name = "idna"
                version = "3.6"

                [[package]]
                name = "idna"
                version = "2.0"

                [[package]]
                name = "pytest"
                version = "8.0"
                source = { git = "https://x.org/p.git?rev=main#abcdef" }

                [[package]]
                name = "uvloop"
                version = "0.19"
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/h2@4.1.0?repository_url=https:%2F%2Fmirror.example.org%2Fsimple TRANSITIVE RUNTIME",
                        "pkg:pypi/httpx@0.27.0 DIRECT RUNTIME",
                        "pkg:pypi/idna@2.0 UNKNOWN RUNTIME",
                        "pkg:pypi/idna@3.6 TRANSITIVE RUNTIME",
                        "pkg:pypi/pytest@8.0?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fp.git%40abcdef DIRECT DEVELOPMENT",
                        "pkg:pypi/uvloop@0.19 DIRECT OPTIONAL");
        assertThat(record.component("pkg:pypi/httpx@0.27.0").locations())
                .extracting(Object::toString)
                .contains("packages/lib/pyproject.toml:3:17");
        assertThat(record.edges()).contains("pkg:pypi/app@1.0 -> pkg:pypi/httpx@0.27.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void pdmJoinsExtrasWithTheirPackage() {
        ScanRecord record = scan(Map.of("pyproject.toml", """
                [project]
                name = "shop"
                dependencies = ["coverage[toml]"]
                [tool.pdm.dev-dependencies]
                lint = ["ruff"]
                """, "pdm.lock", """
                [metadata]
                lock_version = "4.5.0"
                [[package]]
                name = "coverage"
                version = "7.4"
                groups = ["default"]
                files = [{file = "c.whl", hash = "sha256:%s"}]
                [[package]]
                name = "coverage"
                version = "7.4"
                extras = ["toml"]
                dependencies = ["coverage==7.4", "tomli; python_full_version <= '3.11.0a6'"]
                [[package]]
                name = "tomli"
                version = "2.0"
                [[package]]
                name = "ruff"
                version = "0.2"
                git = "https://x.org/ruff"
                revision = "abc"
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/coverage@7.4 DIRECT RUNTIME",
                        "pkg:pypi/ruff@0.2?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fruff%40abc DIRECT DEVELOPMENT",
                        "pkg:pypi/tomli@2.0 TRANSITIVE RUNTIME");
        assertThat(record.edges())
                .containsExactlyInAnyOrder(
                        "pkg:pypi/shop -> pkg:pypi/coverage@7.4",
                        "pkg:pypi/shop -> pkg:pypi/ruff@0.2?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fruff%40abc",
                        "pkg:pypi/coverage@7.4 -> pkg:pypi/tomli@2.0");
    }

    @Test
    void pylockTakesScopesFromMarkers() {
        ScanRecord record = scan(Map.of("pylock.dev.toml", """
                lock-version = "1.0"
                default-groups = ["app"]
                [[packages]]
                name = "a"
                version = "1"
                marker = "'app' in dependency_groups or 'test' in dependency_groups"
                dependencies = [{name = "b"}]
                wheels = [{name = "a.whl", hashes = {sha256 = "%s"}}]
                [[packages]]
                name = "b"
                version = "2"
                marker = "'test' in dependency_groups"
                [[packages]]
                name = "c"
                vcs = {type = "git", url = "https://x.org/c", commit-id = "abc"}
                [[packages]]
                name = "me"
                directory = {path = "."}
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/a@1 DIRECT RUNTIME",
                        "pkg:pypi/b@2 UNKNOWN TEST",
                        "pkg:pypi/c?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fc%40abc DIRECT RUNTIME");
        assertThat(record.component("pkg:pypi/a@1").digests()).hasSize(1);
    }

    @Test
    void pipenvTellsDirectByThePipfile() {
        ScanRecord record = scan(Map.of("Pipfile", """
                [packages]
                flask = {version = "~=3.0", extras = ["async"]}
                gone = "*"
                [dev-packages]
                pytest = "*"
                """, "Pipfile.lock", """
                {
                    "_meta": {"hash": {"sha256": "x"}, "pipfile-spec": 6},
                    "default": {
                        "flask": {"hashes": ["sha256:%s"], "version": "==3.0.0"},
                        "click": {"version": "==8.1.7", "markers": "python_version >= '3.7'"},
                        "repo": {"git": "https://x.org/r.git", "ref": "abc"},
                        "me": {"editable": true, "path": "."}
                    },
                    "develop": {"pytest": {"version": "==8.0"}, "click": {"version": "==8.1.7"}}
                }
                """.formatted(HASH)));
        assertThat(record.components())
                .extracting(PythonLocksTest::tell)
                .containsExactly(
                        "pkg:pypi/click@8.1.7 TRANSITIVE RUNTIME",
                        "pkg:pypi/flask@3.0.0 DIRECT RUNTIME",
                        "pkg:pypi/pytest@8.0 DIRECT DEVELOPMENT",
                        "pkg:pypi/repo?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fr.git%40abc TRANSITIVE RUNTIME");
        assertThat(record.component("pkg:pypi/flask@3.0.0").locations()).hasToString("[Pipfile.lock:4:9, Pipfile:2:1]");
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly("out of step with Pipfile, which also names gone");
    }

    @Test
    void pipfileAloneStaysOpen() {
        ScanRecord record = scan(Map.of("Pipfile", "[packages]\na = \"==1.0\"\nb = \"*\"\n"));
        assertThat(record.purls()).containsExactly("pkg:pypi/a@1.0", "pkg:pypi/b");
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly("there is no Pipfile.lock for it: 1 of 2 requirements have no exact version");
    }

    @Test
    void saysWhenMoreEdgesAreAskedForThanAreKept() {
        var text = new StringBuilder();
        for (int i = 0; i < 1_010; i++) {
            text.append("[[package]]\nname = \"a\"\nversion = \"1.").append(i);
            text.append("\"\n[package.dependencies]\na = \"*\"\n");
        }
        ScanRecord record = scan(Map.of("poetry.lock", text + "[metadata]\nlock-version = \"2.1\"\n"));
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.LIMIT);
    }
}
