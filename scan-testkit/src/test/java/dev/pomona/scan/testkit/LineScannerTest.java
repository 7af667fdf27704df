// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.api.ScannerInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The kit tested with the smallest scanner there can be: one purl a line.
class LineScannerTest extends ScannerAcceptance {

    private static final class LineScanner implements FileScanner {

        @Override
        public ScannerInfo info() {
            return new ScannerInfo("lines", 1, "Reads one purl a line");
        }

        @Override
        public boolean wants(FileFacts file) {
            return file.name().equals("purls.txt");
        }

        @Override
        public void scan(FileView file, Reporter reporter, ScanContext context) {
            var components = new ArrayList<Component>();
            int number = 0;
            for (String line : file.text().lines().toList()) {
                number++;
                try {
                    Location place = Location.at(file.path(), number, 1);
                    components.add(Component.of(Purl.parse(line), Scope.RUNTIME, Relation.DIRECT, place));
                } catch (InvalidPurlException e) {
                    reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), "line %d is no purl".formatted(number)));
                }
            }
            reporter.manifest(new Manifest(file.path(), "lines", null, components, List.of()));
        }
    }

    @Override
    protected Scanner scanner() {
        return new LineScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("a/purls.txt", "pkg:npm/a@1\npkg:npm/b@2\n"));
    }

    @Test
    void recordsWhatTheScannerReports() {
        ScanRecord record = new ScannerTester(new LineScanner()).scan("purls.txt", "pkg:npm/a@1\nnothing\n");
        assertThat(record.purls()).containsExactly("pkg:npm/a@1");
        assertThat(record.component("pkg:npm/a@1").locations().getFirst()).hasToString("purls.txt:1:1");
        assertThat(record.gaps()).hasSize(1);
        assertThat(record.edges()).isEmpty();
    }
}
