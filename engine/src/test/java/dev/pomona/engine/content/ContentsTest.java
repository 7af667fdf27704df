// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.component.Digest;
import dev.pomona.scan.api.FileFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 5000})
    void sameBytesWhereverTheyAreHeld(int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) i;
        Path file = Files.write(folder.resolve("file"), bytes);
        Files.createDirectory(folder.resolve("scratch"));
        try (var scratch = new Scratch(folder.resolve("scratch"));
                var channel = FileChannel.open(file)) {
            var contents = new Contents(100, scratch);
            try (var read = contents.read(channel, 5000);
                    var streamed = contents.read(new ByteArrayInputStream(bytes), 5000)) {
                for (Content content : new Content[] {read, streamed}) {
                    assertThat(content.toArray()).isEqualTo(bytes);
                    assertThat(content.isArray()).isEqualTo(size <= 100);
                    assertThat(content.digest(Digest.Algorithm.SHA1)).isEqualTo(read.digest(Digest.Algorithm.SHA1));
                }
            }
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void largerThanTheLimitIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[201]);
        try (var scratch = new Scratch(folder);
                var channel = FileChannel.open(file)) {
            var contents = new Contents(100, scratch);
            assertThatThrownBy(() -> contents.read(channel, 200)).hasMessage("larger than the limit of 200 B");
            assertThatThrownBy(() -> contents.read(new ByteArrayInputStream(new byte[201]), 200))
                    .isInstanceOf(LimitException.class);
            assertThatThrownBy(() -> contents.read(new ByteArrayInputStream(new byte[51]), 50))
                    .isInstanceOf(LimitException.class);
        }
    }

    @Test
    void textFollowsTheByteOrderMark() {
        assertThat(text("é", StandardCharsets.UTF_8)).isEqualTo("é");
        assertThat(text("\uFEFFé", StandardCharsets.UTF_8)).isEqualTo("é");
        assertThat(text("\uFEFFé", StandardCharsets.UTF_16LE)).isEqualTo("é");
        assertThat(text("\uFEFFé", StandardCharsets.UTF_16BE)).isEqualTo("é");
        assertThat(text("é", StandardCharsets.ISO_8859_1)).isEqualTo("\uFFFD");
    }

    private static String text(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        var budget = CopyBudget.shared(100);
        try (var view = new ContentView(new FileFacts("x", bytes.length, false), Content.of(bytes), budget)) {
            return view.text();
        }
    }

    @Test
    void namesAreNeverMixedUp() {
        assertThat(Names.decode(new byte[] {'a', (byte) 0xC3, (byte) 0xA9})).isEqualTo("aé");
        assertThat(Names.decode(new byte[] {'\\', 'x', 'E', '9'})).isEqualTo("\\xE9");
        assertThat(Names.decode(new byte[] {(byte) 0xE9, '\\', (byte) 0xC3, (byte) 0xA9}))
                .isEqualTo("\\xE9\\\\é");
    }

    @Test
    void rowsSortAsUnsignedBytes() {
        var rows = new Rows(2);
        byte[][] unsorted = {{(byte) 0xff, 0}, {0, 1}, {0, 0}, {0x7f, 1}, {(byte) 0x80, 5}};
        for (int round = 0; round < 20; round++) {
            for (byte[] row : unsorted) rows.add(row);
        }
        rows.sort();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(Arrays.compareUnsigned(rows.row(i - 1), rows.row(i))).isNotPositive();
        }
        assertThat(rows.row(99)).containsExactly((byte) 0xff, (byte) 0);
    }

    @Test
    void sharesAreWaitedForAndGivenBack() throws InterruptedException {
        var budget = CopyBudget.shared(10);
        assertThatThrownBy(() -> budget.take(11)).isInstanceOf(LimitException.class);
        var first = budget.take(8);
        var waiting = Thread.ofPlatform().start(() -> budget.take(5).close());
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();
        first.close();
        first.close();
        waiting.join(5000);
        assertThat(waiting.isAlive()).isFalse();
        budget.take(10).close();
    }
}
