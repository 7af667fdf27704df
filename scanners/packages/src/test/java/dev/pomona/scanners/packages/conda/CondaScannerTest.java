// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CondaScannerTest extends ScannerAcceptance {

    private static final String RECORD = """
            {
              "name": "zlib", "version": "1.3.1", "build": "h4ab18f5_1", "subdir": "linux-64",
              "channel": "https://conda.anaconda.org/conda-forge/linux-64", "fn": "zlib-1.3.1-h4ab18f5_1.conda",
              "license": "Zlib", "requested_spec": "zlib",
              "sha256": "cee16ab07a11303de721915f0a269e8c7a54a5c834aa52f74b1cc3a59000ade8",
              "md5": "9653f1bf3766164d0e65fa723cabbc54"
            }
            """;

    @Override
    protected Scanner scanner() {
        return new CondaScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("env/conda-meta/zlib-1.3.1-h4ab18f5_1.json", RECORD),
                MemoryFile.of("environment.yml", "name: x\ndependencies:\n- numpy==1.26.4\n- pip:\n  - six==1.16.0\n"));
    }

    private static ScanRecord scan(String path, String text) {
        return new ScannerTester(new CondaScanner()).scan(path, text);
    }

    @Test
    void readsWhatIsInstalled() {
        Component component = scan("conda-meta/zlib.json", RECORD).components().getFirst();
        assertThat(component.purl())
                .hasToString("pkg:conda/zlib@1.3.1?build=h4ab18f5_1&channel=conda-forge&subdir=linux-64&type=conda");
        assertThat(component.relation()).isEqualTo(Relation.DIRECT);
        assertThat(component.digests()).hasSize(2);
        assertThat(component.licenses()).containsExactly("Zlib");
        assertThat(scan("conda-meta/a.json", "{\"name\": \"a\"}").gaps()).hasSize(1);
    }

    @Test
    void readsAnEnvironmentWithItsPipSection() {
        ScanRecord record = scan("environment.yml", """
                name: shop
                channels: [conda-forge]
                dependencies:
                  - python=3.12
                  - conda-forge::numpy=1.26.4=py312_0
                  - pytorch::pytorch
                  - pip
                  - pip:
                    - -r requirements.txt
                    - requests==2.31.0
                    - flask>=3
                    - git+https://x.org/tool.git@v1
                    - "!"
                """);
        assertThat(record.components())
                .extracting(component -> component.purl() + " " + component.requirement())
                .containsExactly(
                        "pkg:conda/numpy@1.26.4?channel=conda-forge =1.26.4=py312_0",
                        "pkg:conda/pip *",
                        "pkg:conda/python =3.12",
                        "pkg:conda/pytorch?channel=pytorch *",
                        "pkg:pypi/flask >=3",
                        "pkg:pypi/requests@2.31.0 ==2.31.0",
                        "pkg:pypi/tool?vcs_url=git%2Bhttps:%2F%2Fx.org%2Ftool.git%40v1 git+https://x.org/tool.git@v1");
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "line 13: no requirement of pip",
                        "there is no lock file for it: 5 of 7 requirements have no exact version");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            numpy             | numpy | *            | -
            numpy=1.2         | numpy | =1.2         | -
            numpy==1.2.3      | numpy | ==1.2.3      | 1.2.3
            numpy=1.2.3=abc_0 | numpy | =1.2.3=abc_0 | 1.2.3
            numpy 1.2.3 abc_0 | numpy | 1.2.3 abc_0  | 1.2.3
            numpy 1.2.*       | numpy | 1.2.*        | -
            numpy>=1,<2       | numpy | >=1,<2       | -
            c::n[build=x]     | n     | *            | -
            """)
    void readsMatchSpecifications(String text, String name, String wanted, String pin) {
        MatchSpec spec = MatchSpec.parse(text);
        assertThat(spec.name()).isEqualTo(name);
        assertThat(spec.wanted()).isEqualTo(wanted);
        assertThat(spec.pin()).isEqualTo(pin);
    }
}
