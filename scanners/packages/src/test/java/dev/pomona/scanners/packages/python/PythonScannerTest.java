// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;

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

/// The acceptance suite with every format once, and how manifests and lock files of one folder go together.
class PythonScannerTest extends ScannerAcceptance {

    @Override
    protected Scanner scanner() {
        return new PythonScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("requirements.txt", """
                        -r more-requirements.txt
                        -c constraints.txt
                        flask[async]==3.0.0 ; python_version >= "3.8" \\
                            --hash=sha256:21128f47e4e3b9d597a3e8521a329bf56909b690fcc3fa3e477725aa81367638
                        click
                        """),
                MemoryFile.of("more-requirements.txt", "six==1.16.0\n"),
                MemoryFile.of("constraints.txt", "click==8.1.7\n"),
                MemoryFile.of("poetry/poetry.lock", """
                        [[package]]
                        name = "click"
                        version = "8.1.7"
                        groups = ["main"]
                        files = []

                        [metadata]
                        lock-version = "2.1"
                        """),
                MemoryFile.of("poetry/pyproject.toml", """
                        [project]
                        name = "shop"
                        version = "1.0"
                        dependencies = ["click>=8"]
                        """),
                MemoryFile.of("uv/uv.lock", """
                        version = 1
                        [[package]]
                        name = "click"
                        version = "8.1.7"
                        source = { registry = "https://pypi.org/simple" }
                        """),
                MemoryFile.of("pdm/pdm.lock", """
                        [metadata]
                        groups = ["default"]
                        lock_version = "4.5.0"
                        [[package]]
                        name = "click"
                        version = "8.1.7"
                        groups = ["default"]
                        """),
                MemoryFile.of("pylock/pylock.toml", """
                        lock-version = "1.0"
                        created-by = "hand"
                        [[packages]]
                        name = "click"
                        version = "8.1.7"
                        """),
                MemoryFile.of("pipenv/Pipfile", "[packages]\nclick = \"*\"\n"),
                MemoryFile.of("pipenv/Pipfile.lock", """
                        {"_meta": {"pipfile-spec": 6}, "default": {"click": {"version": "==8.1.7"}}, "develop": {}}
                        """),
                MemoryFile.of(
                        "cfg/setup.cfg", "[metadata]\nname = shop\n[options]\ninstall_requires =\n    click==8.1.7\n"),
                MemoryFile.of(
                        "py/setup.py",
                        "from setuptools import setup\nsetup(name='shop', install_requires=['click==8.1.7'])\n"));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new PythonScanner()).scan(files);
    }

    @Test
    void readsTheManifestAloneWhereThereIsNoLockFile() {
        ScanRecord record = scan(Map.of("pyproject.toml", """
                [build-system]
                requires = ["hatchling"]

                [project]
                name = "shop"
                version = "1.0"
                dependencies = ["click>=8", "six==1.16.0", "shop-plugin @ git+https://user:secret@example.org/p.git@abc"]
                optional-dependencies.fast = ["uvloop"]

                [dependency-groups]
                test = ["pytest", {include-group = "lint"}]
                lint = ["ruff"]
                """));
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:pypi/shop@1.0");
        assertThat(record.components())
                .extracting(c -> c.purl() + " " + c.requirement() + " " + c.scope() + " "
                        + c.locations().getFirst().line())
                .containsExactly(
                        "pkg:pypi/click >=8 RUNTIME 7",
                        "pkg:pypi/hatchling * BUILD 2",
                        "pkg:pypi/pytest * TEST 11",
                        "pkg:pypi/ruff * DEVELOPMENT 12",
                        "pkg:pypi/shop-plugin?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fp.git%40abc"
                                + " git+https://example.org/p.git@abc RUNTIME 7",
                        "pkg:pypi/six@1.16.0 ==1.16.0 RUNTIME 7",
                        "pkg:pypi/uvloop * OPTIONAL 8");
        assertThat(record.gaps())
                .singleElement()
                .extracting(Gap::kind, Gap::message)
                .containsExactly(
                        Gap.Kind.UNRESOLVED,
                        "there is no lock file (poetry.lock, uv.lock, pdm.lock, pylock.toml) for it: 6 of 7 requirements"
                                + " have no exact version");
    }

    @Test
    void leavesOnlyTheBuildToTheManifestBesideALockFile() {
        ScanRecord record = scan(Map.of(
                "pyproject.toml",
                """
                [build-system]
                requires = ["hatchling"]
                [project]
                name = "shop"
                dependencies = ["click>=8"]
                """,
                "poetry.lock",
                "[[package]]\nname = \"click\"\nversion = \"8.1.7\"\n[metadata]\nlock-version = \"2.1\"\n"));
        assertThat(record.purls()).containsExactly("pkg:pypi/click@8.1.7", "pkg:pypi/hatchling");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void readsPoetryTablesWithoutLockFile() {
        ScanRecord record = scan(Map.of("pyproject.toml", """
                [tool.poetry]
                name = "shop"
                [tool.poetry.dependencies]
                python = "^3.9"
                exact = "1.2.3"
                range = {version = "^2", extras = ["a"], optional = true}
                repo = {git = "https://example.org/r.git", tag = "v1"}
                local = {path = "../local"}
                [tool.poetry.group.test.dependencies]
                pytest = [{version = "^7", python = "<3.8"}, {version = "^8", python = ">=3.8"}]
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:pypi/exact@1.2.3",
                        "pkg:pypi/pytest",
                        "pkg:pypi/pytest",
                        "pkg:pypi/range",
                        "pkg:pypi/repo?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fr.git%40v1");
    }

    @Test
    void saysWhenABackEndComputesTheDependencies() {
        assertThat(scan(Map.of("pyproject.toml", "[project]\nname = \"a\"\ndynamic = [\"dependencies\"]\n"))
                        .gaps())
                .extracting(Gap::message)
                .containsExactly("the dependencies are dynamic: a build back end computes them");
    }

    @Test
    void readsSetupCfgWithExtrasAndFiles() {
        ScanRecord record = scan(Map.of("setup.cfg", """
                [metadata]
                name = Shop
                version = attr: shop.__version__
                [options]
                install_requires =
                    click >= 8  # newer than that
                    six==1.16.0; python_version < "3"
                setup_requires = wheel
                tests_require = file: tests.txt
                [options.extras_require]
                fast =
                    uvloop
                """));
        assertThat(record.components())
                .extracting(c -> c.purl() + " " + c.scope() + " "
                        + c.locations().getFirst().line())
                .containsExactly(
                        "pkg:pypi/click RUNTIME 6",
                        "pkg:pypi/six@1.16.0 RUNTIME 7",
                        "pkg:pypi/uvloop OPTIONAL 12",
                        "pkg:pypi/wheel BUILD 8");
        assertThat(record.gaps()).hasSize(2);
        assertThat(record.edges()).contains("pkg:pypi/shop -> pkg:pypi/six@1.16.0");
    }
}
