// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathNamesTest {

    @Test
    void writesPathsAsTheyAre() {
        assertThat(PathNames.text(Path.of("../a b/./x%41.txt"))).isEqualTo("../a b/./x%41.txt");
        assertThat(PathNames.text(Path.of("/a/b"))).isEqualTo("/a/b");
        assertThat(PathNames.text(Path.of(""))).isEmpty();
    }

    @Test
    void namesFoldersBelow() {
        assertThat(PathNames.relative(Path.of("/a"), Path.of("/a/b/c"))).isEqualTo("b/c");
        assertThat(PathNames.relative(Path.of("/"), Path.of("/b"))).isEqualTo("b");
        assertThat(PathNames.relative(Path.of("/a"), Path.of("/a"))).isEmpty();
        assertThat(PathNames.last(Path.of("/"))).isEmpty();
    }
}
