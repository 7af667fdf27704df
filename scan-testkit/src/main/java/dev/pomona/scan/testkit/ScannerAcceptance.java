// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The suite that every scanner must pass, whatever it looks for. Extend it, give the scanner and good samples.
public abstract class ScannerAcceptance {

    private static final long SEED = 20_260;

    /// The scanner under test; a new one at each call.
    protected abstract Scanner scanner();

    /// Files that the scanner understands without a gap and in which it finds something: one project, every format.
    protected abstract List<FileView> samples();

    private ScanRecord scan(List<? extends FileView> files) {
        return new ScannerTester(scanner()).scan(files);
    }

    /// The samples with one of them replaced.
    private List<FileView> with(FileView replacement) {
        var files = new ArrayList<FileView>();
        for (FileView sample : samples()) {
            files.add(sample.path().equals(replacement.path()) ? replacement : sample);
        }
        return files;
    }

    private List<FileView> wantedSamples() {
        Scanner scanner = scanner();
        return samples().stream()
                .filter(sample -> scanner.wants(sample.facts()))
                .toList();
    }

    @Test
    void findsSomethingInEverySample() {
        assertThat(wantedSamples()).as("samples that the scanner wants").hasSameSizeAs(samples());
        ScanRecord record = scan(samples());
        assertThat(record.manifests().isEmpty() && record.findings().isEmpty())
                .as(
                        "nothing found in %s",
                        samples().stream().map(FileView::path).toList())
                .isFalse();
        assertThat(record.gaps()).as("samples are understood wholly").isEmpty();
    }

    @Test
    void answersTheSameWhateverTheOrderAndTheThread() throws InterruptedException, ExecutionException {
        String expected = scan(samples()).toString();
        var reversed = new ArrayList<>(samples());
        java.util.Collections.reverse(reversed);
        assertThat(scan(reversed)).hasToString(expected);
        Scanner shared = scanner();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs = new ArrayList<Future<String>>();
            for (int i = 0; i < 8; i++) {
                runs.add(threads.submit(
                        () -> new ScannerTester(shared).scan(samples()).toString()));
            }
            for (Future<String> run : runs) assertThat(run.get()).isEqualTo(expected);
        }
    }

    @Test
    void namesOnlyFilesThatItWasGiven() {
        List<String> given = samples().stream().map(FileView::path).toList();
        for (Manifest manifest : scan(samples()).manifests()) {
            for (Component component : manifest.components()) {
                for (Location location : component.locations()) {
                    assertThat(given)
                            .anyMatch(path -> path.equals(location.path())
                                    || path.startsWith(location.path() + "!/")
                                    || path.startsWith(location.path() + "/"));
                }
            }
        }
    }

    @Test
    void neverThrowsOnEmptyFiles() {
        for (FileView sample : wantedSamples()) {
            scan(List.of(new MemoryFile(sample.path(), new byte[0])));
            scan(with(new MemoryFile(sample.path(), new byte[0])));
        }
        scan(List.of());
    }

    @Test
    void neverThrowsOnTruncatedFiles() {
        for (FileView sample : wantedSamples()) {
            byte[] whole = sample.bytes();
            int step = Math.max(1, whole.length / 150);
            for (int length = 0; length < whole.length; length += step) {
                attempt(with(new MemoryFile(sample.path(), Arrays.copyOf(whole, length))), "cut at " + length);
            }
        }
    }

    @Test
    void neverThrowsOnOtherEncodings() {
        for (FileView sample : wantedSamples()) {
            String text = new String(sample.bytes(), StandardCharsets.UTF_8);
            byte[] bytes = sample.bytes();
            for (int i = 0; i < bytes.length; i += 7) bytes[i] = (byte) 0xFF;
            attempt(with(new MemoryFile(sample.path(), bytes)), "invalid UTF-8");
            attempt(with(new MemoryFile(sample.path(), text.getBytes(StandardCharsets.UTF_16))), "UTF-16");
            attempt(with(new MemoryFile(sample.path(), text.getBytes(StandardCharsets.UTF_16LE))), "no mark");
            attempt(with(new MemoryFile(sample.path(), new byte[4096])), "zeros");
        }
    }

    @Test
    void saysSoWhenAFileIsSomethingElse() {
        String noise = "\u0000\u0001\u0002{{{{<<<< \u0003 neither this nor that ]]]] \u0000";
        for (FileView sample : wantedSamples()) {
            ScanRecord record = scan(List.of(MemoryFile.of(sample.path(), noise)));
            if (recognisesByName(sample.facts())) {
                assertThat(record.gaps().isEmpty() && record.manifests().isEmpty())
                        .as("silence about a broken %s", sample.path())
                        .isFalse();
            }
        }
    }

    /// Whether the file's name alone says what must be in it, so that other content is worth a gap. Override for files
    /// that are only looked into (executables, archives).
    protected boolean recognisesByName(FileFacts file) {
        return true;
    }

    @Test
    void survivesDepthAndLength() {
        for (FileView sample : wantedSamples()) {
            for (String part :
                    List.of("[", "{\"a\":", "<a>", "- ", "((", "a.", "{a=", "  a:\n", "\"", "\\", "\n", "a,")) {
                String text = part.repeat(60_000);
                attempt(with(MemoryFile.of(sample.path(), text)), "repeated " + part);
            }
        }
    }

    @Test
    void survivesMutations() {
        List<FileView> wanted = wantedSamples();
        var random = new Random(SEED);
        int rounds = Math.max(200, 1500 / Math.max(1, wanted.size()));
        for (FileView sample : wanted) {
            for (int round = 0; round < rounds; round++) {
                byte[] mutant = mutate(sample.bytes(), random);
                attempt(with(new MemoryFile(sample.path(), mutant)), "seed %d, round %d".formatted(SEED, round));
            }
        }
    }

    private void attempt(List<? extends FileView> files, String what) {
        try {
            scan(files);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail("%s: %s".formatted(what, e), e);
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
            bytes = switch (random.nextInt(5)) {
                case 0 -> splice(bytes, at, length, new byte[0]);
                case 1 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 2 -> splice(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
                case 3 ->
                    splice(
                            bytes,
                            at,
                            0,
                            "[]{}\"':,.-@/\\\n #<>="
                                    .substring(random.nextInt(19))
                                    .getBytes(StandardCharsets.US_ASCII));
                default -> Arrays.copyOf(bytes, at);
            };
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }

    @Test
    void decidesAboutAnyNameWithoutThrowing() {
        Scanner scanner = scanner();
        var names = new TreeMap<String, Long>();
        for (String name : List.of("", "a", "/", ".", "..", "a/../b", "!/", "x.jar!/", "\u0000", "a\nb", "\ud800")) {
            names.put(name, 0L);
            for (FileView sample : samples()) names.put(name + sample.path(), Long.MAX_VALUE);
        }
        names.forEach((name, size) -> scanner.wants(new FileFacts(name, size, true)));
    }

    @Test
    void introducesItself() {
        assertThat(scanner().info().summary()).isNotBlank().doesNotContain("\n");
        assertThat(scanner().info().version()).isPositive();
    }
}
