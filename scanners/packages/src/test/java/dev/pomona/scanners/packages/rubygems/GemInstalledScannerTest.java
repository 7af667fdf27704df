// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class GemInstalledScannerTest extends ScannerAcceptance {

    private static final String SPECIFICATION = """
            # -*- encoding: utf-8 -*-
            # stub: soil 1.4.2 ruby lib

            Gem::Specification.new do |s|
              s.name = "soil".freeze
              s.version = "1.4.2".freeze

              s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
              s.licenses = ["MIT".freeze, "Ruby".freeze]
              s.platform = "x86_64-linux".freeze
              s.add_runtime_dependency(%q<water>.freeze, ["~> 1.0".freeze])
            end
            """;

    @Override
    protected Scanner scanner() {
        return new GemInstalledScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("usr/lib/ruby/gems/3.2.0/specifications/soil-1.4.2.gemspec", SPECIFICATION));
    }

    @Test
    void takesNameVersionPlatformAndLicences() {
        ScanRecord record = new ScannerTester(new GemInstalledScanner()).scan(samples());
        assertThat(record.purls()).containsExactly("pkg:gem/soil@1.4.2?platform=x86_64-linux");
        assertThat(record.components().getFirst().licenses()).containsExactly("MIT", "Ruby");
    }

    @Test
    void saysSoWhenTheVersionIsCode() {
        String computed = SPECIFICATION.replace("\"1.4.2\".freeze", "Soil::VERSION");
        ScanRecord record = new ScannerTester(new GemInstalledScanner()).scan("specifications/soil.gemspec", computed);
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
    }
}
