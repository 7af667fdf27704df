// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import org.junit.jupiter.api.Test;

class SetupPyTest {

    private static ScanRecord scan(String text) {
        return new ScannerTester(new PythonScanner()).scan("setup.py", text);
    }

    @Test
    void readsLiteralsAndNamesBoundToThem() {
        ScanRecord record = scan("""
                #!/usr/bin/env python
                '''Not this: setup(install_requires=["no"])'''
                import setuptools

                BASE = ["one==1.0", 'two' '>=2',  # a comment with setup(
                ]
                EXTRAS = {"fast": ["three"], "all": BASE + ["four"]}

                def setup(x):
                    pass

                setuptools.setup(
                    name="shop", version='2.0',
                    install_requires=BASE + ["five"],
                    extras_require=EXTRAS,
                    setup_requires=\"\"\"
                        six
                        seven==7
                    \"\"\",
                    entry_points={"a": ["b=c"]},
                )
                """);
        assertThat(record.components())
                .extracting(c -> c.purl() + " " + c.scope() + " "
                        + c.locations().getFirst().line())
                .containsExactly(
                        "pkg:pypi/five RUNTIME 14",
                        "pkg:pypi/four OPTIONAL 7",
                        "pkg:pypi/one@1.0 RUNTIME 5",
                        "pkg:pypi/seven@7 BUILD 18",
                        "pkg:pypi/six BUILD 17",
                        "pkg:pypi/three OPTIONAL 7",
                        "pkg:pypi/two RUNTIME 5");
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:pypi/shop@2.0");
    }

    @Test
    void saysWhatOnlyRunningItWouldTell() {
        assertThat(scan("""
                        reqs = open("requirements.txt").read().splitlines()
                        setup(install_requires=reqs, tests_require=[x for x in y], extras_require=f(), **more)
                        """).gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "line 2: install_requires is computed; line 2: tests_require is computed; line 2:"
                                + " extras_require is computed; line 2: arguments come from elsewhere: only running it would tell");
        assertThat(scan("print('hello')").gaps())
                .extracting(Gap::message)
                .containsExactly("no call of setup() can be read in it");
    }

    @Test
    void takesANameThatIsBoundTwiceForComputed() {
        assertThat(scan("A = ['one']\nA = ['two']\nsetup(install_requires=A)\n").components())
                .isEmpty();
        assertThat(scan("A = A\nsetup(install_requires=A)\n").gaps()).hasSize(1);
    }

    @Test
    void hasNothingToSayOfASetupWithoutRequirements() {
        ScanRecord record = scan("from setuptools import setup\nsetup()\n");
        assertThat(record.gaps()).isEmpty();
        assertThat(record.manifests()).hasSize(1);
    }
}
