// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecoderTest {

    private static final String SECRET = "the password of the orchard is in here: pips-and-peel-42";
    private static final long SEED = 815;

    private static List<Decoded> decode(String text, DecodeBudget budget) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<Decoded>();
        new Decoder(bytes, bytes.length, budget, (_, _) -> true, found::add).decode(0, bytes.length);
        return found;
    }

    private static List<Decoded> decode(String text) {
        return decode(text, new DecodeBudget(1 << 20));
    }

    private static String text(Decoded decoded) {
        return new String(decoded.bytes(), StandardCharsets.UTF_8);
    }

    /// The only text in it, which stands for the secret, and the stretch that it was made of.
    private static String stretch(String text, Layer... layers) {
        assertThat(decode(text)).singleElement().satisfies(decoded -> {
            assertThat(text(decoded)).contains(SECRET);
            assertThat(decoded.layers()).containsExactly(layers);
            assertThat(decoded.isText()).isTrue();
        });
        Decoded decoded = decode(text).getFirst();
        return text.substring(decoded.start(), decoded.end());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] secret() {
        return SECRET.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsBase64OfBothAlphabetsWithAndWithoutPadding() {
        String padded = base64(secret());
        assertThat(padded).endsWith("=");
        assertThat(stretch("data: " + padded + "\n", Layer.BASE64)).isEqualTo(padded);
        String bare = Base64.getEncoder().withoutPadding().encodeToString(secret());
        assertThat(stretch("(" + bare + ")", Layer.BASE64)).isEqualTo(bare);
        String url = Base64.getUrlEncoder().encodeToString((SECRET + "???>>>~~~").getBytes(StandardCharsets.UTF_8));
        assertThat(url).containsAnyOf("-", "_");
        assertThat(stretch(url, Layer.BASE64)).isEqualTo(url);
    }

    @Test
    void readsWrappedLines() {
        byte[] longer = (SECRET + SECRET + SECRET).getBytes(StandardCharsets.UTF_8);
        String mime = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(longer);
        assertThat(stretch("-----BEGIN THING-----\n" + mime + "\n-----END", Layer.BASE64))
                .isEqualTo(mime);
        String indented = mime.replace("\n", "\r\n      ");
        assertThat(stretch("key: |\n      " + indented + "\nnext: no", Layer.BASE64))
                .isEqualTo(indented);
        String written = mime.replace("\n", "\\n");
        assertThat(decode("\"" + written + "\"").getLast())
                .satisfies(decoded -> assertThat(text(decoded)).contains(SECRET + SECRET));
    }

    @Test
    void readsHex() {
        String hex = HexFormat.of().formatHex(secret());
        assertThat(stretch("0x" + hex, Layer.HEX)).isEqualTo(hex);
        assertThat(stretch(hex.toUpperCase(java.util.Locale.ROOT), Layer.HEX)).hasSameSizeAs(hex);
    }

    @Test
    void readsPackedDataInBase64() throws IOException {
        assertThat(stretch(base64(gzip(secret())), Layer.BASE64, Layer.GZIP)).startsWith("H4sI");
        var zlib = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(zlib)) {
            out.write(secret());
        }
        stretch(base64(zlib.toByteArray()), Layer.BASE64, Layer.ZLIB);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void readsWideTextsInBase64() {
        stretch(base64(SECRET.getBytes(StandardCharsets.UTF_16LE)), Layer.BASE64);
    }

    @Test
    void readsEscapes() {
        assertThat(text(decode("a\\u0070\\x61\\163s&#119;&#x6F;rd&quot;\\u{64}").getFirst()))
                .isEqualTo("apassword\"d");
        assertThat(text(decode("https://h/?q=a%20b&to%6ben=%70ips%3D").getFirst()))
                .isEqualTo("https://h/?q=a b&token=pips=");
        assertThat(text(decode("{\"a\": \"say \\\"no\\\"\\nor \\\\ \\/ \\t\"}").getFirst()))
                .isEqualTo("{\"a\": \"say \"no\"\nor \\ / \t\"}");
        assertThat(text(decode("\"\\u00e9\\ud83c\\udf4e \\x41\"").getFirst()))
                .startsWith("\"é")
                .endsWith(" A\"");
    }

    @Test
    void knowsWhereEachCharacterStood() {
        String text = "x = 'p\\x69ps'";
        Decoded decoded = decode(text).getFirst();
        int place = text(decoded).indexOf("pips");
        assertThat(text.substring(decoded.sourceStart(place), decoded.sourceEnd(place + 4)))
                .isEqualTo("p\\x69ps");
        assertThat(decoded.sourceEnd(decoded.bytes().length)).isEqualTo(text.length());
    }

    @Test
    void leavesBrokenEscapesAlone() {
        for (String text : List.of(
                "100%",
                "%", "%4", "%zz", "\\", "\\u12", "\\xg1", "&#;", "&#x;", "&", "&#999999999;", "\\u{}", "\\u{1")) {
            assertThat(decode(text)).as(text).isEmpty();
        }
    }

    @Test
    void unpacksEscapesThatHideNothingOnlyBesideKeywords() {
        byte[] bytes = "print(\"a\\n\")".getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<Decoded>();
        new Decoder(bytes, bytes.length, new DecodeBudget(1000), (_, _) -> false, found::add).decode(0, bytes.length);
        assertThat(found).isEmpty();
    }

    @Test
    void passesOverWordsAndHashes() {
        assertThat(
                        decode(
                                "public static final thisIsARatherLongIdentifierOfSomeone = src/main/java/dev/pomona/scanners;"))
                .isEmpty();
        assertThat(decode("da39a3ee5e6b4b0d3255bfef95601890afd80709")).isEmpty();
        assertThat(
                        decode(
                                "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="))
                .allMatch(decoded -> !decoded.isText());
    }

    @Test
    void stopsAtTheBudget() {
        byte[] bomb = gzip(new byte[3 << 20]);
        var budget = new DecodeBudget(1 << 20);
        decode(base64(bomb), budget);
        assertThat(budget.isExceeded()).isTrue();
        // the work was done once, and is not done again for the next one
        assertThat(decode(base64(secret()), budget)).isEmpty();
        var small = new DecodeBudget(10);
        assertThat(decode(base64(secret()), small)).isEmpty();
        assertThat(small.isExceeded()).isTrue();
        var enough = new DecodeBudget(1000);
        assertThat(decode(base64(secret()), enough)).hasSize(1);
        assertThat(enough.isExceeded()).isFalse();
    }

    @Test
    void goesOnBehindAStretchThatReachesOverTheEndOfTheWindow() {
        byte[] bytes =
                base64((SECRET + SECRET).getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
        var decoder = new Decoder(bytes, bytes.length, new DecodeBudget(1000), (_, _) -> true, _ -> {});
        assertThat(decoder.decode(0, 10)).isEqualTo(bytes.length);
    }

    @Test
    void survivesAnything() {
        var random = new Random(SEED);
        String alphabet = "%\\&#;xu0123456789abcdefABCDEF+/=-_{}\n\r \"nt";
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(300); i >= 0; i--) {
                text.append(
                        random.nextInt(20) == 0
                                ? base64(gzip(SECRET.getBytes(StandardCharsets.UTF_8)))
                                        .substring(random.nextInt(8))
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Decoded decoded : decode(text.toString())) {
                assertThat(decoded.start()).isBetween(0, decoded.end());
                assertThat(decoded.end()).isLessThanOrEqualTo(text.length());
                for (int i = 0; i <= decoded.bytes().length; i++) {
                    assertThat(decoded.sourceStart(i)).isBetween(decoded.start(), decoded.end());
                }
            }
        }
    }
}
