// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExecutableTest {

    private static final byte[] CONTENT = "what the compiler left".getBytes(StandardCharsets.US_ASCII);

    private static Executable parse(byte[] file) {
        return Executable.parse(MemorySegment.ofArray(file)).orElseThrow();
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    private static List<byte[]> samples() {
        return List.of(
                Executables.elf(".left", CONTENT, true, ByteOrder.LITTLE_ENDIAN),
                Executables.elf(".left", CONTENT, true, ByteOrder.BIG_ENDIAN),
                Executables.elf(".left", CONTENT, false, ByteOrder.LITTLE_ENDIAN),
                Executables.machO(".left", CONTENT, true),
                Executables.machO(".left", CONTENT, false),
                Executables.universal(Executables.machO(".left", CONTENT, true)),
                Executables.pe(".left", CONTENT, true),
                Executables.pe(".left", CONTENT, false));
    }

    @Test
    void findsSectionsByNameAndAddress() {
        for (byte[] sample : samples()) {
            Executable executable = parse(sample);
            String name = executable.format().equals("Mach-O") ? "__DATA,.left" : ".left";
            Executable.Section section = executable.section(name).orElseThrow();
            assertThat(text(section.content())).isEqualTo("what the compiler left");
            long base = executable.section(name).orElseThrow().address();
            assertThat(text(executable.at(base + 5).orElseThrow())).isEqualTo("the compiler left");
            assertThat(executable.at(base + CONTENT.length)).isEmpty();
            assertThat(executable.segments().getFirst().writable()).isTrue();
        }
    }

    @Test
    void tellsWidthAndByteOrder() {
        assertThat(parse(Executables.elf(".a", CONTENT, false, ByteOrder.BIG_ENDIAN)))
                .extracting(Executable::pointerSize, Executable::byteOrder)
                .containsExactly(4, ByteOrder.BIG_ENDIAN);
        assertThat(parse(Executables.pe(".a", CONTENT, true)).pointerSize()).isEqualTo(8);
    }

    @Test
    void readsLongNamesOfWindowsSections() {
        assertThat(parse(Executables.pe(".a-long-name", CONTENT, true)).section(".a-long-name"))
                .isPresent();
    }

    @Test
    void takesNothingElseForAnExecutable() {
        byte[] javaClass = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 69, 0, 1};
        for (byte[] bytes : List.of(new byte[0], new byte[100], CONTENT, javaClass)) {
            assertThat(Executable.parse(MemorySegment.ofArray(bytes))).isEmpty();
            assertThat(Executable.isLikely(MemorySegment.ofArray(bytes))).isFalse();
        }
    }

    @Test
    void readsTheProgramThatRunsThisTest() throws java.io.IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isRegularFile(java)) {
            System.out.println("no " + java + ": nothing compared");
            return;
        }
        assertThat(parse(Files.readAllBytes(java)).sections())
                .extracting(Executable.Section::name)
                .containsAnyOf(".text", "__TEXT,__text");
    }

    @Test
    void survivesMutations() {
        long seed = 7;
        var random = new Random(seed);
        List<byte[]> samples = samples();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            }
            if (random.nextInt(4) == 0) bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                Executable.parse(MemorySegment.ofArray(bytes)).ifPresent(executable -> {
                    executable.section(".left");
                    executable.at(random.nextLong());
                });
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("seed %d, round %d: %s".formatted(seed, round, e), e);
            }
        }
    }
}
