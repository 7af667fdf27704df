// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scanners.packages.locked.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ruby read literally: what Gemfiles do with blocks, options, strings and code.
class GemfileTest {

    private static List<String> read(String text) {
        return Gemfile.read(new Source(MemoryFile.of("Gemfile", text), new ScanRecord())).requirements().stream()
                .map(one -> one.name() + " " + one.constraint() + " " + one.scope()
                        + (one.conditional() ? " conditional" : ""))
                .toList();
    }

    @Test
    void readsGroupsInBlocksAndOptions() {
        assertThat(read("""
                        gem 'a'
                        gem "b", group: :test
                        gem "c", :groups => [:development, :test], :require => false
                        gem "d", "1.0", group: %i[development]
                        group :test do
                          gem "e"
                          platforms :mri do
                            gem "f"
                          end
                        end
                        group(:docs, optional: true) do
                          gem "g"
                        end
                        group :production do gem "h"; end
                        gem "i"
                        """))
                .containsExactly(
                        "a >= 0 RUNTIME",
                        "b >= 0 TEST",
                        "c >= 0 DEVELOPMENT",
                        "d 1.0 DEVELOPMENT",
                        "e >= 0 TEST",
                        "f >= 0 TEST conditional",
                        "g >= 0 OPTIONAL",
                        "h >= 0 RUNTIME",
                        "i >= 0 RUNTIME");
    }

    @Test
    void goesOnOverLinesThatBelongTogether() {
        assertThat(read("""
                        gem "a",
                            "~> 1.0", # newest
                            ">= 1.2"
                        gem(
                          "b",
                          require: [
                            "b/x",
                          ],
                        )
                        gem "c", "1"
                        """)).containsExactly("a ~> 1.0, >= 1.2 RUNTIME", "b >= 0 RUNTIME", "c 1 RUNTIME");
    }

    @Test
    void marksWhatCodeDecides() {
        assertThat(read("""
                        if RUBY_VERSION >= "3"
                          gem "a"
                        else
                          gem "b"
                        end
                        gem "c" unless ENV["CI"]
                        install_if -> { RUBY_PLATFORM =~ /darwin/ } do
                          gem "d"
                        end
                        def local(name)
                          gem name
                        end
                        gem "e"
                        """))
                .containsExactly(
                        "a >= 0 RUNTIME conditional",
                        "b >= 0 RUNTIME conditional",
                        "c >= 0 RUNTIME conditional",
                        "d >= 0 RUNTIME conditional",
                        "e >= 0 RUNTIME");
    }

    @Test
    void isNotFooledByCommentsAndText() {
        assertThat(read("""
                        # gem "no"
                        =begin
                        gem "no"
                        =end
                        puts <<~TEXT
                          gem "no"
                        TEXT
                        gem "a#{b}", "1"
                        gem "it's", '1.0'
                        gem %q(q), "2".freeze
                        __END__
                        gem "no"
                        """)).containsExactly("it's 1.0 RUNTIME", "q 2 RUNTIME");
    }
}
