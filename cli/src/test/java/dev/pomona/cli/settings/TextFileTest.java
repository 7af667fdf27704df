// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    private static final String PATH = ".pomona/policy.yaml";
    private static final int MOST = 1 << 20;

    @TempDir
    Path outside;

    private Path folder = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectories(outside.resolve("project"));
        Files.createDirectories(folder.resolve(".pomona"));
    }

    @Test
    void readsAFileOfTheRepository() throws IOException {
        Files.writeString(folder.resolve(PATH), "version: 1 # é");
        assertThat(TextFile.ofRepository(folder, PATH, MOST)).contains("version: 1 # é");
        assertThat(TextFile.ofRepository(folder, ".pomona/waivers.yaml", MOST)).isEmpty();
    }

    @Test
    void followsALinkThatStaysInside() throws IOException {
        Files.writeString(folder.resolve("shared.yaml"), "a: 1");
        Files.createSymbolicLink(folder.resolve(PATH), Path.of("..", "shared.yaml"));
        assertThat(TextFile.ofRepository(folder, PATH, MOST)).contains("a: 1");
    }

    @Test
    void neverShowsWhatALinkLeadsOutTo() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "token");
        Files.createSymbolicLink(folder.resolve(PATH), secret);
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .isInstanceOf(UsageException.class)
                .hasMessage(".pomona/policy.yaml is a link that leads out of the folder");
    }

    @Test
    void neverShowsWhatALinkedFolderLeadsOutTo() throws IOException {
        Files.writeString(outside.resolve("policy.yaml"), "token");
        Files.delete(folder.resolve(".pomona"));
        Files.createSymbolicLink(folder.resolve(".pomona"), outside);
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("leads out");
    }

    @Test
    void refusesWhatIsNoRegularFile() throws IOException {
        Files.createDirectories(folder.resolve(PATH));
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .hasMessage(".pomona/policy.yaml is no regular file");
    }

    @Test
    void refusesALinkToNothing() throws IOException {
        Files.createSymbolicLink(folder.resolve(PATH), Path.of("nothing"));
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .hasMessage(".pomona/policy.yaml is a link that leads nowhere");
    }

    @Test
    void refusesWhatIsTooLargeOrNoText() throws IOException {
        Path file = Files.write(folder.resolve(PATH), new byte[MOST + 1]);
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .hasMessage(".pomona/policy.yaml is larger than 1 MB");
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> TextFile.ofRepository(folder, PATH, MOST))
                .hasMessage(".pomona/policy.yaml is not UTF-8");
    }

    @Test
    void letsTheUserPointAnywhere() throws IOException {
        Path file = Files.writeString(outside.resolve("own.yaml"), "a: 1");
        Path link = Files.createSymbolicLink(outside.resolve("link.yaml"), file);
        assertThat(TextFile.ofUser(link, MOST)).contains("a: 1");
        assertThat(TextFile.ofUser(outside.resolve("none.yaml"), MOST)).isEmpty();
    }
}
