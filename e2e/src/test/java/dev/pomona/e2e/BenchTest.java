// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is run by hand alone, and rarely, must still fit what it measures.
class BenchTest {

    private static final Path BENCH = Path.of("..", "bench");

    @Test
    void benchmarksCompile(@TempDir Path classes) throws IOException {
        var javac = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                classes.toString());
        try (var files = javac.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(BENCH)) {
            List<Path> sources =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(5);
            var said = new StringWriter();
            boolean isCompiled = javac.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(isCompiled).as(said.toString()).isTrue();
        }
    }
}
