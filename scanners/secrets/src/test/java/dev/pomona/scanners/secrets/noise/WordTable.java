// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Writes the table that [TokenQuality] reads: how often letters follow each other in names and messages, and how words
/// are joined. It is counted over what every JDK brings along: the texts in the constant pools of its classes, which
/// are names of classes, members and files, and messages in several languages. Each text counts once.
///
/// ```
/// java -cp scanners/secrets/target/classes:scanners/secrets/target/test-classes \
///     dev.pomona.scanners.secrets.noise.WordTable \
///     scanners/secrets/src/main/resources/dev/pomona/scanners/secrets/noise/words.bin
/// ```
///
/// The table in the tree was made with Temurin 25.0.3. Another build of the JDK gives nearly the same.
final class WordTable {

    static final int LETTERS = 27; // 26 and the edge of a word
    static final int KINDS = 5; // lower case, capitalised, upper case, digits, the edge of the text

    private final long[][][] letters = new long[LETTERS][LETTERS][LETTERS];
    private final long[][][] kinds = new long[2][KINDS][KINDS];

    private WordTable() {}

    public static void main(String[] arguments) throws IOException {
        WordTable table = new WordTable();
        for (String text : texts()) table.count(text);
        Files.write(Path.of(arguments[0]), table.bytes());
    }

    private static TreeSet<String> texts() throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> files = Files.walk(modules)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            for (Path file : classes) addTexts(file, texts);
        }
        return texts;
    }

    /// The texts of a class file's constant pool (JVMS §4.4) that have only printable ASCII in them.
    private static void addTexts(Path file, TreeSet<String> texts) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> {
                        byte[] bytes = in.readNBytes(in.readUnsignedShort());
                        if (isText(bytes)) texts.add(new String(bytes, UTF_8));
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    default -> in.skipNBytes(4);
                }
            }
        }
    }

    private static boolean isText(byte[] bytes) {
        if (bytes.length < 3 || bytes.length > 200) return false;
        for (byte b : bytes) {
            if (b < ' ' || b > '~' || b == '(' || b == ';') return false;
        }
        return true;
    }

    private void count(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int kind = KINDS - 1;
        boolean joined = false;
        int at = 0;
        while (at < bytes.length) {
            int next = Words.kind(bytes, at, bytes.length);
            if (next < 0) {
                at++;
                joined = false;
                continue;
            }
            int end = Words.end(bytes, at, bytes.length, next);
            kinds[joined ? 1 : 0][kind][next]++;
            if (next != Words.DIGITS) countLetters(bytes, at, end);
            kind = next;
            joined = true;
            at = end;
        }
    }

    private void countLetters(byte[] bytes, int start, int end) {
        int before = 0;
        int last = 0;
        for (int i = start; i <= end; i++) {
            int letter = i == end ? 0 : Words.letter(bytes[i]);
            letters[before][last][letter]++;
            before = last;
            last = letter;
        }
    }

    /// Costs in sixteenths of a bit: first of the kinds of words, then of letters after the two before them. What was
    /// never seen is taken from shorter contexts.
    private byte[] bytes() {
        byte[] bytes = new byte[2 * KINDS * KINDS + LETTERS * LETTERS * LETTERS];
        int at = 0;
        for (long[][] joining : kinds) {
            for (long[] row : joining) {
                double sum = 0;
                for (long count : row) sum += count + 1;
                for (long count : row) bytes[at++] = cost((count + 1) / sum);
            }
        }
        double[] single = new double[LETTERS];
        double[][] pairs = new double[LETTERS][LETTERS];
        double all = 0;
        for (long[][] rows : letters) {
            for (int last = 0; last < LETTERS; last++) {
                for (int letter = 0; letter < LETTERS; letter++) {
                    single[letter] += rows[last][letter];
                    pairs[last][letter] += rows[last][letter];
                    all += rows[last][letter];
                }
            }
        }
        for (int before = 0; before < LETTERS; before++) {
            for (int last = 0; last < LETTERS; last++) {
                double pairSum = 0;
                double sum = 0;
                for (int letter = 0; letter < LETTERS; letter++) {
                    pairSum += pairs[last][letter];
                    sum += letters[before][last][letter];
                }
                for (int letter = 0; letter < LETTERS; letter++) {
                    double one = (single[letter] + 1) / (all + LETTERS);
                    double two = (pairs[last][letter] + 20 * one) / (pairSum + 20);
                    double three = (letters[before][last][letter] + 20 * two) / (sum + 20);
                    bytes[at++] = cost(three);
                }
            }
        }
        return bytes;
    }

    private static byte cost(double probability) {
        return (byte) Math.min(255, Math.round(-16 * Math.log(probability) / Math.log(2)));
    }
}
