// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void checksumsGiveTheirPublishedCheckValues() {
        byte[] digits = ascii("123456789");
        assertThat(Checksums.crc32(digits)).isEqualTo(0xcbf43926L);
        assertThat(Checksums.crc16(digits, digits.length)).isEqualTo(0x31c3);
        assertThat(Checksums.crc24(digits)).isEqualTo(0x21cf02);
    }

    @Test
    void marvinGivesTheValuesOfSymCryptsSelfTest() {
        assertThat(Marvin32.hash64(ascii("abc"), 3, 0xd53cd9cecd0893b7L)).isEqualTo(0x22c74339492769bfL);
        byte[] letters = ascii("abcdefghijklmnopqrstuvwxyz");
        assertThat(Marvin32.hash64(letters, 26, 0xddddeeeeffff000L)).isEqualTo(0xa128eb7e7260aca2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A12UEL5L", "a12uel5l", "A1LQFN3A", "?1ezyfcl", "?1v759aa"})
    void bech32ReadsWhatItsProposalsCallValid(String text) {
        assertThat(Bech32.decode(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "pzry9x0s0muk",
                "1pzry9x0s0muk",
                "x1b4n0q5v",
                "li1dgmt3",
                "A1G7SGD8",
                "10a06t8",
                "A12uEL5L"
            })
    void bech32RefusesWhatItsProposalsCallInvalid(String text) {
        assertThat(Bech32.decode(text)).isNull();
    }

    @Test
    void base58CheckReadsBitcoinsExample() {
        // the key of the Bitcoin wiki's article on the wallet import format
        String text = "5HueCGU8rMjxEXxiPuD5BD" + "ku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";
        assertThat(HexFormat.of().formatHex(Base58Check.decode(text)))
                .isEqualTo("800c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d");
        assertThat(Base58Check.decode(text.replace("5Hu", "5Hv"))).isNull();
        assertThat(Base58Check.decode("0OIl")).isNull();
    }

    @Test
    void base58KeepsLeadingZeros() {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[random.nextInt(40) + 1];
            random.nextBytes(bytes);
            if (i % 3 == 0) bytes[0] = 0;
            assertThat(Radix.BASE58.bytes(Radix.BASE58.text(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void numbersAreWrittenAndReadBack() {
        assertThat(Radix.BASE62.text(0xffff_ffffL, 6)).isEqualTo("4gfFC3");
        assertThat(Radix.BASE62.number("4gfFC3")).isEqualTo(0xffff_ffffL);
        assertThat(Radix.BASE36.text(0, 2)).isEqualTo("00");
        assertThat(Radix.BASE36.number("z!")).isEqualTo(-1);
        assertThat(Radix.BASE62.number("zzzzzzzzzzzzzz")).isEqualTo(-1);
    }

    @Test
    void base32FollowsItsRfc() {
        assertThat(Base32Text.encode(ascii("foobar"))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32Text.decode("MZXW6YTBOI")).isEqualTo(ascii("foobar"));
        assertThat(Base32Text.decode("mzxw6ytboi")).isEqualTo(ascii("foobar"));
        assertThat(Base32Text.decode("Mzxw6ytboi")).isNull();
        assertThat(Base32Text.decode("MZXW0")).isNull();
    }

    @Test
    void base64ReadsBothAlphabetsButNotMixed() {
        assertThat(Base64Text.decode("-_-_")).isEqualTo(Base64Text.decode("+/+/"));
        assertThat(Base64Text.decode("-/-_")).isNull();
        assertThat(Base64Text.decodeText("Zm9vOmJhcg")).isEqualTo("foo:bar");
        assertThat(Base64Text.decodeText("AAECAwQF")).isNull();
    }

    @Test
    void derNeverReadsBeyondItsEnd() {
        assertThat(new Der(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1}).enter(Der.SEQUENCE))
                .isNull();
        assertThat(new Der(new byte[] {0x30, 5, 1}).enter(Der.SEQUENCE)).isNull();
        assertThat(new Der(new byte[] {0x30, (byte) 0x80, 0, 0}).enter(Der.SEQUENCE))
                .isNull();
        assertThat(new Der(new byte[] {2, 0}).integer()).isNull();
        assertThat(new Der(HexFormat.of().parseHex("06082a8648ce3d030107")).oid())
                .isEqualTo("1.2.840.10045.3.1.7");
    }
}
